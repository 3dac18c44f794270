import { z } from 'zod'

// Imported before any schema: zod would otherwise probe for eval, which the content security policy reports.
z.config({ jitless: true })
