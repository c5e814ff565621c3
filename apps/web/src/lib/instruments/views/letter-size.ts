/** The size of the page's letters in CSS pixels; where there is no page, what browsers begin with. */
export function letterSize(): number {
	return typeof document === 'undefined'
		? 16
		: Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
