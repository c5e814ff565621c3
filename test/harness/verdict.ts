import type { Locator, Page } from '@playwright/test';
import type { RunningServer } from './server.ts';

/** Saves the export that the log page offers, has it checked, and gives what the page says of it. */
export async function verdictOn(page: Page, server: RunningServer, file: string): Promise<Locator> {
	const download = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Export session' }).click();
	await (await download).saveAs(file);
	await page.goto(`${server.url}/verify`);
	await page.locator('input[type=file]').first().setInputFiles(file);
	await page.getByRole('button', { name: 'Check', exact: true }).click();
	await page.getByRole('button', { name: 'Check another export' }).waitFor();
	return page.getByRole('main');
}
