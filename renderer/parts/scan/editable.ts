const TEXT_TYPES: ReadonlySet<string> = new Set(['text', 'search', 'url', 'email', 'tel', 'password', 'number']);

/** Whether typing changes this element. */
export function isEditable(element: Element | null): boolean {
  if (element instanceof HTMLTextAreaElement) return !element.readOnly && !element.disabled;
  if (element instanceof HTMLInputElement) {
    return TEXT_TYPES.has(element.type) && !element.readOnly && !element.disabled;
  }
  return element instanceof HTMLElement && element.isContentEditable;
}

/**
 * Types what a person's fingers sent into the field that has the focus, or, where none has, into the scan field:
 * whoever starts typing digits means a barcode.
 */
export function typeText(characters: string, scanField: HTMLElement | null): void {
  if (document.activeElement instanceof HTMLSelectElement) return;
  if (!isEditable(document.activeElement)) scanField?.focus();
  if (!isEditable(document.activeElement)) return;
  // Deprecated, and still the only way that keeps undo, the selection and the field's own events.
  document.execCommand('insertText', false, characters);
}
