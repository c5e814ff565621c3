import { insertItems, readBoard } from '@concordia/board/doc';
import {
	instruments,
	newCard,
	newInstrument,
	proposalWording,
	type DecisionView
} from '@concordia/instruments';
import type { JointDecision } from '@concordia/session';
import { hashText } from '@concordia/transparency';
import type { StockClient } from './client.ts';
import type { Voter } from './voter.ts';

const definition = instruments.find(({ views }) => views.some(({ type }) => type === 'decision'))!;
const view = definition.views.find((one): one is DecisionView => one.type === 'decision')!;

/** Lays the instrument for decisions on a board, with a proposal: its card, and the command that puts it to decision as it stands. */
export function propose({ doc }: StockClient, session: string, text: string) {
	let ids = 0;
	const newId = (): string => `decisions-${(ids += 1)}`;
	insertItems(doc, newInstrument(definition, { newId, pos: [0, 0], locale: 'en' }), null);
	const board = readBoard(doc);
	const frame = board.find(({ type }) => type === 'frame')!;
	const card = newCard(definition, board, frame, { id: newId(), kind: view.kind, text });
	insertItems(doc, [card], null);
	const presenting = () => ({
		type: 'decision-present',
		item: card.id,
		frame: frame.id,
		room: session,
		hash: hashText(proposalWording(definition, view, readBoard(doc), frame.id, card.id) ?? '')
	});
	return { card, presenting };
}

/** The newest decision that somebody knows of. */
export function decisionOf({ state }: Voter): JointDecision {
	const decision = Object.values(state?.decisions ?? {}).at(-1);
	if (decision === undefined) throw new Error('no decision');
	return decision;
}
