import type { Item } from '@concordia/board';
import type { ClientCommand, ParkingCommand } from '@concordia/session';
import { hasText, locale, t, withTexts } from '#lib/i18n/index.svelte.ts';
import type { Connection } from '#lib/session/connection.svelte.ts';
import { announce } from '#lib/ui/announce.svelte.ts';
import { toast } from '#lib/ui/toast.svelte.ts';

/** In which words and by which clock a placeholder speaks. */
export const wording = () => ({
	locale: locale.current,
	timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone
});

/** Gives a command about parking; why it was refused, in words, or undefined. */
export async function tellParking(
	connection: Connection,
	command: Extract<ClientCommand, ParkingCommand>
): Promise<string | undefined> {
	const result = await withTexts(connection.command(command));
	if (result.ok) return undefined;
	const key = `parking.error-${result.code ?? 'unknown'}`;
	return t(hasText(key) ? key : 'errors.unknown');
}

/** Parks an item of the board: its text goes to its author, a placeholder stays. */
export async function parkItem(connection: Connection, item: string, frame: Item): Promise<void> {
	const command = { type: 'park', frame: frame.id, item, ...wording() } as const;
	say(await tellParking(connection, command), 'parking.parked');
}

/** Asks whoever wrote an item to park it. */
export async function askToPark(connection: Connection, item: string): Promise<void> {
	say(await tellParking(connection, { type: 'park-ask', item }), 'parking.asked');
}

function say(problem: string | undefined, done: string): void {
	if (problem !== undefined) toast(problem, 'danger');
	else announce(t(done));
}
