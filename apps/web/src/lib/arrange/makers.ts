import type { Author } from '#lib/together/authors.svelte.ts';

/** As many as the server answers at once. */
const mostItems = 100;

/**
 * The organization of those who made these items, as the log says. What the log doesn't say, or can't be
 * asked now, is left out.
 */
export async function makersOf(
	session: string,
	ids: readonly string[]
): Promise<ReadonlyMap<string, string>> {
	const makers = new Map<string, string>();
	for (let at = 0; at < ids.length; at += mostItems) {
		const query = new URLSearchParams({ items: ids.slice(at, at + mostItems).join(',') });
		try {
			const response = await fetch(`/api/sessions/${session}/authors?${query}`);
			if (!response.ok) break;
			const { items } = (await response.json()) as {
				items: Readonly<Record<string, Pick<Author, 'organization'>>>;
			};
			for (const [id, { organization }] of Object.entries(items))
				if (organization !== null) makers.set(id, organization);
		} catch {
			break;
		}
	}
	return makers;
}
