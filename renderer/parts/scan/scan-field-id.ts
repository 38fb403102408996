/** The one field that is always there for barcodes typed by hand. */
export const SCAN_FIELD_ID = 'scan-field';
