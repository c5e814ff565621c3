const pad = (value: number): string => String(value).padStart(2, '0');

/** The day of a moment where the reader is, as `2026-11-22`. */
export function dayOf(moment: Date | number): string {
	const date = new Date(moment);
	return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
