import type { Browser } from '@playwright/test';
import type { Item } from '@concordia/board';
import type { CreatedSession } from './api.ts';
import { fingersOf, type Fingers } from './fingers.ts';
import { insert, sit, type Person } from './people.ts';
import type { RunningServer } from './server.ts';

/** Somebody with a phone. */
export interface Phone extends Person {
	readonly fingers: Fingers;
	item(id: string): Promise<Item | undefined>;
}

export interface PhoneSeat {
	readonly name?: string;
	readonly organization?: string | null;
	readonly role?: 'observer';
	readonly zoom?: number;
	readonly locale?: string;
}

/** Somebody who looks at the board: its corner is at the upper left, below the buttons. */
export async function phone(
	browser: Browser,
	server: Pick<RunningServer, 'url'>,
	session: CreatedSession,
	items: Item[],
	{ zoom = 0.6, ...seat }: PhoneSeat = {}
): Promise<Phone> {
	const person = await sit(browser, server, session, {
		organization: 'PN',
		name: 'Physician',
		...seat,
		touch: true,
		viewport: { width: 390, height: 844 }
	});
	const fingers = await fingersOf(person);
	if (items.length > 0) await insert(person, items);
	await fingers.view('Board');
	await look(person, zoom);
	return {
		...person,
		fingers,
		item: async (id) => (await person.items()).find((one) => one.id === id)
	};
}

export async function look(person: Person, zoom: number): Promise<void> {
	await person.page.evaluate((scale) => {
		window.concordia?.camera.set({ x: -30 / scale, y: -90 / scale, zoom: scale });
	}, zoom);
	await person.settled();
}
