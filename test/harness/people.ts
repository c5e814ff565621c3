import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { Item } from '@concordia/board';
import { linkOf, type CreatedSession, type JoinLink } from './api.ts';
import type { RunningServer } from './server.ts';

/** The automation object of the board page (see the README), as far as tests use it. */
interface Automation {
	readonly ready: Promise<void>;
	items(): Item[];
	insert(items: Item[]): void;
	update(patches: ({ id: string } & Record<string, unknown>)[]): void;
	remove(ids: string[]): void;
	select(ids: string[]): void;
	undo(): void;
	readonly camera: {
		get(): { x: number; y: number; zoom: number };
		set(camera: { x: number; y: number; zoom: number }): void;
		fit(): void;
	};
	rect(id: string): { x: number; y: number; width: number; height: number };
	settled(): Promise<void>;
}

declare global {
	interface Window {
		readonly concordia?: Automation;
	}
}

/** Somebody at a browser of their own. */
export interface Person {
	readonly name: string;
	readonly page: Page;
	readonly context: BrowserContext;
	items(): Promise<Item[]>;
	/** All drawn and saved. */
	settled(): Promise<void>;
	close(): Promise<void>;
}

export interface Seat {
	readonly role?: JoinLink['role'];
	/** Null for the mediator. */
	readonly organization: string | null;
	readonly name: string;
	readonly viewport?: { width: number; height: number };
	readonly colorScheme?: 'light' | 'dark';
	readonly locale?: string;
	/** A screen that is tapped. */
	readonly touch?: boolean;
}

/** Opens a browser window, follows the invitation, agrees, and waits until the board is usable. */
export async function sit(
	browser: Browser,
	server: Pick<RunningServer, 'url'>,
	session: CreatedSession,
	seat: Seat
): Promise<Person> {
	const context = await browser.newContext({
		viewport: seat.viewport ?? { width: 1280, height: 800 },
		colorScheme: seat.colorScheme ?? 'light',
		locale: seat.locale ?? 'en-GB',
		hasTouch: seat.touch ?? false
	});
	const page = await context.newPage();
	const role = seat.role ?? (seat.organization === null ? 'mediator' : 'delegate');
	const { token } = linkOf(session, role, seat.organization);
	await page.goto(`${server.url}/join#${token}`);
	await page.getByLabel('Your name').fill(seat.name);
	await page.getByRole('button', { name: 'Agree and join' }).click();
	await page.waitForURL(`**/s/${session.id}**`);
	return atBoard(seat.name, page, context, server, session.id);
}

/** Opens (or reopens) the board with its automation object. */
export async function atBoard(
	name: string,
	page: Page,
	context: BrowserContext,
	server: Pick<RunningServer, 'url'>,
	session: string
): Promise<Person> {
	await page.goto(`${server.url}/s/${session}?automation=1`);
	await page.waitForFunction(() => window.concordia !== undefined);
	await page.evaluate(() => window.concordia?.ready);
	return {
		name,
		page,
		context,
		items: () => page.evaluate(() => window.concordia?.items() ?? []),
		settled: () => page.evaluate(() => window.concordia?.settled()),
		close: () => context.close()
	};
}

/** A note as the automation object takes it. */
export function note(id: string, text: string, x: number, y: number): Item {
	return { id, type: 'note', pos: [x, y], size: [200, 200], z: 'a0', color: 'yellow', text };
}

/** A table of two columns and two rows: who does what. */
export function smallTable(id: string, x: number, y: number, who: string): Item {
	return {
		id,
		type: 'table',
		pos: [x, y],
		size: [320, 80],
		z: 'a0',
		columns: [
			{ id: 'c1', order: 'a0', width: 160 },
			{ id: 'c2', order: 'a1', width: 160 }
		],
		rows: [
			{ id: 'r1', order: 'a0', height: 40 },
			{ id: 'r2', order: 'a1', height: 40 }
		],
		cells: { 'r1:c1': 'Who', 'r1:c2': 'What', 'r2:c1': who },
		headerRow: true
	};
}

export async function insert(person: Person, items: Item[]): Promise<void> {
	await person.page.evaluate((given) => window.concordia?.insert(given), items);
	await person.settled();
}

export async function textOf(person: Person, id: string): Promise<string | undefined> {
	return (await person.items()).find((item) => item.id === id)?.text;
}
