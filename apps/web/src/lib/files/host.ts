/** The host of an address as people know it. */
export function hostOf(url: string): string {
	return URL.canParse(url) ? new URL(url).host.replace(/^www\./, '') : url;
}
