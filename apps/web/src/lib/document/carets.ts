import type { Organization } from '@concordia/session';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import {
	absolutePositionToRelativePosition,
	relativePositionToAbsolutePosition,
	ySyncPluginKey
} from 'y-prosemirror';
import * as Y from 'yjs';
import type { Peer } from '#lib/session/peers.ts';
import { takeSelection } from './keep-selection.ts';

/** Where somebody else writes. Name and organization are the session's word. */
export interface OtherCaret {
	readonly client: number;
	readonly name: string;
	readonly organization: Organization | null;
	readonly anchor: Y.RelativePosition;
	readonly head: Y.RelativePosition;
}

interface SyncState {
	readonly doc: Y.Doc;
	readonly type: Y.XmlFragment;
	readonly binding: { readonly mapping: never };
}

const syncOf = (state: EditorState): SyncState | undefined =>
	ySyncPluginKey.getState(state) as SyncState | undefined;

const key = new PluginKey<readonly OtherCaret[]>('carets');

/** The own caret as others are told of it: between characters, wherever these go. */
export function writeDocCaret(state: EditorState, item: string): unknown {
	const sync = syncOf(state);
	if (!sync) return null;
	const [anchor, head] = [state.selection.anchor, state.selection.head].map((pos) =>
		relativeAt(state, pos)
	);
	return anchor && head ? { doc: item, anchor, head } : null;
}

/** A place in the document that stays beside the characters it stands at, as plain data. */
export function relativeAt(state: EditorState, pos: number): unknown {
	const sync = syncOf(state);
	if (!sync) return null;
	const found: unknown = absolutePositionToRelativePosition(pos, sync.type, sync.binding.mapping);
	// Ids are objects of a class, which records don't take.
	return found instanceof Y.RelativePosition
		? (JSON.parse(JSON.stringify(Y.relativePositionToJSON(found))) as unknown)
		: null;
}

/** Where such a place is now; null when it is gone, or never was one. */
export function absoluteAt(state: EditorState, position: Y.RelativePosition): number | null {
	const sync = syncOf(state);
	if (!sync) return null;
	const pos: unknown = relativePositionToAbsolutePosition(
		sync.doc,
		sync.type,
		position,
		sync.binding.mapping
	);
	return typeof pos === 'number' && pos >= 0 && pos <= state.doc.content.size ? pos : null;
}

/** A place that somebody wrote down, if it makes sense in this document: anybody may write anything. */
export function readPosition(raw: unknown, doc: Y.Doc): Y.RelativePosition | null {
	if (typeof raw !== 'object' || raw === null) return null;
	const { item, type, assoc } = raw as Record<string, unknown>;
	const [inside, at] = [idOf(type, doc), idOf(item, doc)];
	if (inside === null && at === null) return null;
	return Y.createRelativePositionFromJSON({
		...(inside && { type: inside }),
		...(at && { item: at }),
		assoc: assoc === -1 ? -1 : 0
	});
}

function idOf(raw: unknown, doc: Y.Doc): { client: number; clock: number } | null {
	if (typeof raw !== 'object' || raw === null) return null;
	const { client, clock } = raw as Record<string, unknown>;
	if (!Number.isSafeInteger(client) || !Number.isSafeInteger(clock) || Number(clock) < 0)
		return null;
	const id = { client: Number(client), clock: Number(clock) };
	return id.clock < Y.getState(doc.store, id.client) ? id : null;
}

/** The carets of others in a document. */
export function caretsOf(
	peers: readonly Peer[],
	item: string,
	doc: Y.Doc,
	nameless: string
): OtherCaret[] {
	return peers.flatMap(({ client, name, organization, caret }) => {
		if (typeof caret !== 'object' || caret === null) return [];
		const { doc: where, anchor, head } = caret as Record<string, unknown>;
		if (where !== item) return [];
		const [from, to] = [readPosition(anchor, doc), readPosition(head, doc)];
		if (!from || !to) return [];
		return [{ client, name: name ?? nameless, organization, anchor: from, head: to }];
	});
}

/** Shows the carets that were given with `setCarets`. */
export function caretLayer(): Plugin<readonly OtherCaret[]> {
	return new Plugin<readonly OtherCaret[]>({
		key,
		state: {
			init: () => [],
			apply: (tr, before) => (tr.getMeta(key) as readonly OtherCaret[] | undefined) ?? before
		},
		props: {
			decorations(state) {
				const carets = key.getState(state) ?? [];
				if (carets.length === 0) return null;
				return DecorationSet.create(
					state.doc,
					carets.flatMap((caret) => decorate(state, state.doc, caret))
				);
			}
		}
	});
}

export function setCarets(view: EditorView, carets: readonly OtherCaret[]): void {
	const before = key.getState(view.state) ?? [];
	if (before.length === 0 && carets.length === 0) return;
	takeSelection(view);
	view.dispatch(view.state.tr.setMeta(key, carets).setMeta('addToHistory', false));
}

function decorate(state: EditorState, doc: Node, caret: OtherCaret): Decoration[] {
	const [anchor, head] = [absoluteAt(state, caret.anchor), absoluteAt(state, caret.head)];
	if (anchor === null || head === null || !doc.resolve(head).parent.inlineContent) return [];
	const { name, organization, client } = caret;
	const color = organization?.color ?? 'gray';
	const found = [
		Decoration.widget(head, () => flag(name, organization?.initials ?? null, color), {
			key: `${client}-${name}-${color}`,
			side: 10,
			ignoreSelection: true
		})
	];
	if (anchor !== head) {
		found.push(
			Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), {
				class: `other-selection org-${color}`
			})
		);
	}
	return found;
}

function flag(name: string, initials: string | null, color: string): HTMLElement {
	const caret = document.createElement('span');
	caret.className = 'other-caret';
	caret.style.setProperty('--org', `var(--note-${color}-line, var(--note-gray-line))`);
	const label = document.createElement('span');
	label.className = 'other-name';
	label.textContent = initials === null ? name : `${name} · ${initials}`;
	caret.append(label);
	return caret;
}
