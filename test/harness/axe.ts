import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What axe finds, with the size of targets, which it leaves out unless it is asked for. */
export async function faultsOf(page: Page, part?: string): Promise<string[]> {
	const builder = new AxeBuilder({ page }).options({ rules: { 'target-size': { enabled: true } } });
	const { violations } = await (part === undefined ? builder : builder.include(part)).analyze();
	return violations.map(
		({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`
	);
}

/** What is just coming up may still be in its first colours: looked at again until nothing is found. */
export async function expectNoFaults(page: Page, where = page.url()): Promise<void> {
	await expect.poll(() => faultsOf(page), { message: where, timeout: 20_000 }).toEqual([]);
}
