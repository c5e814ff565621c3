/** How the link to the server stands. `ended` is final until the person acts. */
export type Link =
	| { readonly kind: 'connecting' }
	| { readonly kind: 'live' }
	| { readonly kind: 'offline' }
	| { readonly kind: 'ended'; readonly why: 'signed-out' | 'revoked' | 'not-found' };

/** Trouble the server reports about its store. */
export type Trouble = 'storing-fails' | 'read-only';

/**
 * What the page says about saving, and nothing better than the truth: `saved` means that every edit
 * of this person is durable on the server.
 */
export type SaveState =
	| { readonly kind: 'connecting' }
	| { readonly kind: 'saved' }
	/** Of somebody who changes nothing: all that others did is here. */
	| { readonly kind: 'watching' }
	| { readonly kind: 'saving'; readonly unsaved: number }
	| { readonly kind: 'offline'; readonly unsaved: number; readonly keptHere: boolean }
	| { readonly kind: 'trouble'; readonly trouble: Trouble; readonly unsaved: number }
	| { readonly kind: 'refused'; readonly edits: number }
	| { readonly kind: 'signed-out'; readonly unsaved: number }
	| { readonly kind: 'revoked'; readonly unsaved: number }
	| { readonly kind: 'not-found' }
	| { readonly kind: 'closed' };

export interface SaveFacts {
	readonly link: Link;
	/** Edits that no acknowledgement covers. */
	readonly unsaved: number;
	/** Whether those edits survive a reload of this page. */
	readonly keptHere: boolean;
	readonly trouble: Trouble | null;
	/** Refused edits the person has not yet looked at. */
	readonly refused: number;
	readonly sessionClosed: boolean;
	/** Whether this person can only look. */
	readonly isWatching: boolean;
}

/** The one state to show, the most urgent first. */
export function saveState(facts: SaveFacts): SaveState {
	const { link, unsaved } = facts;
	if (link.kind === 'ended') {
		return link.why === 'not-found' ? { kind: 'not-found' } : { kind: link.why, unsaved };
	}
	if (facts.refused > 0) return { kind: 'refused', edits: facts.refused };
	if (link.kind === 'offline') return { kind: 'offline', unsaved, keptHere: facts.keptHere };
	if (link.kind === 'connecting') {
		return unsaved > 0
			? { kind: 'offline', unsaved, keptHere: facts.keptHere }
			: { kind: 'connecting' };
	}
	if (facts.trouble !== null) return { kind: 'trouble', trouble: facts.trouble, unsaved };
	if (unsaved > 0) return { kind: 'saving', unsaved };
	if (facts.sessionClosed) return { kind: 'closed' };
	return { kind: facts.isWatching ? 'watching' : 'saved' };
}
