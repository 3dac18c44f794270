type RemarkText = { readonly message: string; readonly hint: string }

/** A remark's texts: what is so, and what to do. Placeholders in braces are filled from the remark's details. */
export type RemarkEntry = { readonly en: RemarkText; readonly ko: RemarkText }

/** One remark of the catalog: English and Korean, each as message and hint. */
export const remarkEntry = (
  en: readonly [message: string, hint: string],
  ko: readonly [message: string, hint: string],
): RemarkEntry => ({ en: { message: en[0], hint: en[1] }, ko: { message: ko[0], hint: ko[1] } })
