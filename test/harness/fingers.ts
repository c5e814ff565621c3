import { expect, type CDPSession, type Locator } from '@playwright/test';
import type { Person } from './people.ts';

export type Place = readonly [x: number, y: number];

/** What somebody does by touch alone. */
export interface Fingers {
	/** All fingers that are down, as the screen tells it. */
	touch(type: 'touchStart' | 'touchMove' | 'touchEnd', ...at: readonly Place[]): Promise<void>;
	tap(at: Place): Promise<void>;
	/** Puts a finger down, moves it and lifts it where it rests. */
	swipe(from: Place, to: Place): Promise<void>;
	/** Rests a finger on an item or a place until its menu is there. */
	hold(at: Place | string): Promise<Locator>;
	/** Chooses an entry of the menu of an item or a place. */
	choose(at: Place | string, action: string | RegExp): Promise<void>;
	/** Opens all actions by the menu of the top bar, and does the one of this name. */
	act(name: string): Promise<void>;
	/** Takes a tool from the rail. */
	tool(name: string): Promise<void>;
	/** Goes to one of the views that take turns on a phone. */
	view(name: string): Promise<void>;
	/** The middle of an item on the page. */
	middleOf(id: string): Promise<Place>;
}

export async function fingersOf(person: Person): Promise<Fingers> {
	const { page } = person;
	const cdp: CDPSession = await person.context.newCDPSession(page);
	const menu = page.getByRole('menu', { name: 'Actions' });

	async function touch(
		type: 'touchStart' | 'touchMove' | 'touchEnd',
		...at: readonly Place[]
	): Promise<void> {
		const touchPoints = at.map(([x, y], id) => ({ x, y, id }));
		await cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
	}

	async function middleOf(id: string): Promise<Place> {
		const rect = await page.evaluate((item) => window.concordia?.rect(item), id);
		if (!rect) throw new Error(`${id} is nowhere`);
		return [rect.x + rect.width / 2, rect.y + rect.height / 2];
	}

	async function hold(at: Place | string): Promise<Locator> {
		await touch('touchStart', typeof at === 'string' ? await middleOf(at) : at);
		await expect(menu).toBeVisible();
		await touch('touchEnd');
		return menu;
	}

	return {
		touch,
		middleOf,
		hold,
		tap: (at) => page.touchscreen.tap(...at),
		async swipe(from, to) {
			await touch('touchStart', from);
			for (const part of [0.2, 0.6, 1]) {
				await touch('touchMove', [
					from[0] + (to[0] - from[0]) * part,
					from[1] + (to[1] - from[1]) * part
				]);
			}
			// It comes to rest: the tap after a finger that was flung off only stops the movement.
			await page.waitForTimeout(80);
			await touch('touchMove', to);
			await touch('touchEnd');
		},
		async choose(at, action) {
			const entries = await hold(at);
			await entries.getByRole('menuitem', { name: action, exact: true }).tap();
		},
		async act(name) {
			await page.getByRole('button', { name: 'Menu', exact: true }).tap();
			await page.getByRole('menuitem', { name: 'All actions' }).tap();
			await page.getByRole('combobox', { name: 'What do you want to do?' }).fill(name);
			await page.getByRole('option', { name }).first().tap();
		},
		tool: (name) =>
			page.getByRole('toolbar', { name: 'Tools' }).getByRole('button', { name, exact: true }).tap(),
		view: (name) => page.getByRole('navigation').getByRole('button', { name, exact: true }).tap()
	};
}
