/** Something on the board as a list shows it. */
export interface FoundItem {
	readonly id: string;
	readonly text: string;
}

const MOST = 8;
const LONGEST = 80;

/** What lies on a board, as the server has it. Empty when it can't be read. */
export async function readItems(session: string): Promise<FoundItem[]> {
	try {
		const response = await fetch(`/api/sessions/${session}/board`);
		if (!response.ok) return [];
		const { items } = (await response.json()) as {
			items: readonly { id: string; type: string; text?: string }[];
		};
		return items.map(({ id, type, text = '' }) => ({ id, text: text.trim() || `${type} ${id}` }));
	} catch {
		return []; // its id can still be typed
	}
}

/** Those whose words or id hold what is looked for, the first few. */
export function findItems(items: readonly FoundItem[], query: string): FoundItem[] {
	const wanted = query.trim().toLocaleLowerCase();
	if (wanted === '') return [];
	return items
		.filter(({ id, text }) => id === query.trim() || text.toLocaleLowerCase().includes(wanted))
		.slice(0, MOST)
		.map(({ id, text }) => ({
			id,
			text: text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text
		}));
}
