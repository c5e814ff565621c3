/** A filter that somebody gave a name, as it stands in the page's address. */
export interface SavedView {
	readonly name: string;
	readonly query: string;
}

type Shelf = Pick<Storage, 'getItem' | 'setItem'>;

const MOST = 50;
const keyOf = (session: string) => `concordia.views.${session}`;

/** The views kept in this browser, in the order in which they were saved. */
export function savedViews(shelf: Shelf | null, session: string): SavedView[] {
	try {
		const value: unknown = JSON.parse(shelf?.getItem(keyOf(session)) ?? '[]');
		return Array.isArray(value) ? value.filter((one) => isView(one)).slice(0, MOST) : [];
	} catch {
		return []; // storage is closed, or somebody else's text lies there
	}
}

/** The views with one more; one of the same name is replaced. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
	return [...views.filter(({ name }) => name !== view.name), view].slice(-MOST);
}

/** False when the browser keeps nothing. */
export function keepViews(
	shelf: Shelf | null,
	session: string,
	views: readonly SavedView[]
): boolean {
	try {
		shelf?.setItem(keyOf(session), JSON.stringify(views));
		return shelf !== null;
	} catch {
		return false;
	}
}

function isView(value: unknown): value is SavedView {
	if (typeof value !== 'object' || value === null) return false;
	const { name, query } = value as Record<string, unknown>;
	return typeof name === 'string' && name !== '' && typeof query === 'string';
}
