import { insertItems } from '@concordia/board/doc';
import type { NewItem } from '@concordia/board';
import { annualPlan } from '@concordia/instruments';
import { createSession, join, linkOf } from '../../harness/api.ts';
import { stockClient, synced, until } from '../../harness/client.ts';
import type { RunningServer } from '../../harness/server.ts';

export interface StoredPlan {
	readonly session: string;
	readonly frame: string;
	/** One per person that is needed. */
	readonly invitation: string;
}

const AT_ONCE = 250;

/** A plan of so many activities to which every organization brings something, stored on the server. */
export async function storePlan(
	server: Pick<RunningServer, 'url' | 'hostKey'>,
	activities: number,
	organizations: number
): Promise<StoredPlan> {
	const partners = Array.from({ length: organizations }, (_, index) => ({
		id: `O${index + 1}`,
		name: `Organization ${index + 1}`
	}));
	const session = await createSession(server, { title: 'Large plan', organizations: partners });
	const invitation = linkOf(session, 'delegate', 'O1').token;
	const { accessToken } = await join(server, invitation, 'Author');
	const author = stockClient(server, session.id, accessToken);
	const reader = stockClient(server, session.id, accessToken);
	await Promise.all([synced(author), synced(reader)]);
	const items = planItems(
		activities,
		partners.map(({ id }) => id)
	);
	for (let at = 0; at < items.length; at += AT_ONCE) {
		insertItems(author.doc, items.slice(at, at + AT_ONCE), null);
		const written = Math.min(items.length, at + AT_ONCE);
		await until('the server has passed it on', () => reader.items.size >= written, 60_000);
	}
	author.close();
	reader.close();
	return { session: session.id, frame: 'plan', invitation };
}

/** Days of the plan's year, counted from its first Monday. */
const day = (number: number): string =>
	new Date(Date.UTC(2026, 0, 5 + number)).toISOString().slice(0, 10);

/** Cards stand in rows of forty; places don't matter to the views. */
function planItems(activities: number, organizations: readonly string[]): NewItem[] {
	const items: NewItem[] = [
		{
			id: 'plan',
			type: 'frame',
			pos: [0, 0],
			size: [20_000, 60_000],
			instrument: annualPlan.id,
			text: 'Plan'
		}
	];
	const add = (
		id: string,
		kind: string,
		text: string,
		fields: Record<string, string | number>
	): void => {
		const place = items.length;
		items.push({
			id,
			type: 'card',
			pos: [(place % 40) * 320, 200 + Math.floor(place / 40) * 200],
			size: [280, 160],
			parent: 'plan',
			color: 'teal',
			text,
			instrument: annualPlan.id,
			kind,
			fields
		});
	};
	for (let index = 0; index < 7; index += 1) {
		add(`o${index}`, 'objective', `Objective ${index + 1}`, {
			indicator: 'errors',
			baseline: 10,
			target: 5,
			actual: 10 - index,
			due: '2026-12-31',
			perspective: 'users'
		});
	}
	for (let index = 0; index < activities; index += 1) {
		const from = (index * 7) % 280;
		add(`a${index}`, 'activity', `Activity ${index + 1} of the plan`, {
			objective: `o${index % 7}`,
			lead: organizations[index % organizations.length]!,
			from: day(from),
			to: day(from + 20 + (index % 60)),
			status: 'running',
			progress: index % 100,
			indicator: 'steps done',
			baseline: 0,
			target: 10
		});
	}
	for (let index = 0; index < activities; index += 1) {
		for (const organization of organizations) {
			add(`c${index}-${organization}`, 'contribution', '', {
				activity: `a${index}`,
				organization,
				level: 'operational',
				days: 1 + (index % 9) / 2,
				money: index % 3
			});
		}
	}
	for (let index = 0; index < 40; index += 1) {
		add(`m${index}`, 'milestone', `Milestone ${index + 1}`, { date: day(index * 8) });
	}
	for (let index = 3; index < activities; index += 3) {
		items.push({
			id: `l${index}`,
			type: 'connector',
			pos: [0, 0],
			size: [0, 0],
			from: { item: `a${index - 3}` },
			to: { item: `a${index}` },
			instrument: annualPlan.id,
			kind: 'needed-for'
		});
	}
	return items;
}
