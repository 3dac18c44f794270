/** What a code says in one language. Placeholders in braces are filled from the error's details. */
type ErrorText = { readonly message: string; readonly hint: string }

/** An error's texts, and whether the same call may succeed later by itself. */
export type ErrorEntry = { readonly retryable: boolean; readonly en: ErrorText; readonly ko: ErrorText }

/** One error of the catalog: English and Korean, each as message and hint. */
export const errorEntry = (
  retryable: boolean,
  en: readonly [message: string, hint: string],
  ko: readonly [message: string, hint: string],
): ErrorEntry => ({
  retryable,
  en: { message: en[0], hint: en[1] },
  ko: { message: ko[0], hint: ko[1] },
})
