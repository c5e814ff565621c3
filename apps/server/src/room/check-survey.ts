import { wordingOf } from '@concordia/board';
import { getItem, readBoard } from '@concordia/board/doc';
import { askedIn, instrumentOf, isInstrumentFrame } from '@concordia/instruments';
import { type SurveyCommand, type SurveyStatement } from '@concordia/session';
import { hashText } from '@concordia/transparency';
import type { Room } from './room.ts';

type Checked = Extract<SurveyCommand, { type: 'survey-open' | 'survey-answer' }>;

/**
 * Why a survey can't be opened or answered by what stands on the board, or null when it can. It is opened with all
 * that the instrument asks, word for word as whoever opens it has it, and answered while it still says so.
 */
export function checkSurvey(room: Room, command: Checked): string | null {
	if (room.isPrivate) return 'room-unknown';
	if (command.type === 'survey-open') {
		if (command.room !== room.key || command.seq > room.durableSeq) return 'room-unknown';
		return isWhatIsAsked(room, command) ? null : 'survey-outdated';
	}
	// Of a survey that is not there, or over, the session itself says so.
	const survey = room.session.state?.surveys[command.survey];
	if (survey?.status !== 'open') return null;
	return survey.statements.every((statement) => stillSays(room, statement))
		? null
		: 'survey-outdated';
}

function isWhatIsAsked(
	room: Room,
	{ frame: id, statements }: Extract<Checked, { type: 'survey-open' }>
): boolean {
	const items = readBoard(room.doc);
	const frame = items.find((item) => item.id === id);
	const definition = frame && isInstrumentFrame(frame) ? instrumentOf(frame) : undefined;
	const view = definition?.views.find(({ type }) => type === 'survey');
	if (definition === undefined || view?.type !== 'survey') return false;
	const asked = askedIn(definition, view, items, id).asked;
	return (
		asked.length === statements.length &&
		asked.every(({ item, dimension }, at) => {
			const given = statements[at];
			return (
				given?.id === item.id &&
				given.dimension === dimension &&
				given.version === hashText(wordingOf(item))
			);
		})
	);
}

function stillSays(room: Room, { id, version }: SurveyStatement): boolean {
	const item = getItem(room.doc, id);
	return item !== undefined && hashText(wordingOf(item)) === version;
}
