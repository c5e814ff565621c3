/** The item or frame that a link is about: `#item=…`, `#frame=…`, or `?item=…` of other pages. */
export function wantedItem(url: URL): string | null {
	const hash = new URLSearchParams(url.hash.slice(1));
	return hash.get('item') ?? hash.get('frame') ?? url.searchParams.get('item');
}

/** A link that opens the board at an item. */
export function linkTo(
	origin: string,
	session: string,
	item: { readonly id: string; readonly type: string }
): string {
	const kind = item.type === 'frame' ? 'frame' : 'item';
	return `${origin}/s/${session}#${kind}=${encodeURIComponent(item.id)}`;
}
