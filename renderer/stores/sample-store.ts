import { create } from 'zustand'

/** Whether everything in this window is sample data. Never changes while it is loaded. */
export const useSampleStore = create<{ readonly isSample: boolean }>(() => ({ isSample: false }))
