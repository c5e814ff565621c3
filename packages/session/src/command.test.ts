import { expect, test } from 'vitest';
import { parseCommand } from './command.ts';

test('reads what clients may send and drops what does not belong to it', () => {
	expect(parseCommand({ type: 'close', by: 'somebody else' })).toEqual({
		ok: true,
		value: { type: 'close' }
	});
	expect(parseCommand({ type: 'acknowledge', items: ['i'], room: 'r', seq: 1 }).ok).toBe(true);
});

const refused: { name: string; value: unknown }[] = [
	{ name: 'nothing', value: undefined },
	{ name: 'a list', value: [] },
	{ name: 'an unknown type', value: { type: 'rule' } },
	{
		name: 'a join, which only the server may issue',
		value: { type: 'join', invite: 'x', name: 'A', consent: true }
	},
	{ name: 'an opening', value: { type: 'open', id: 'workshop01', title: 'T', organizations: [] } },
	{ name: 'an unknown role', value: { type: 'set-role', participant: 'p', role: 'king' } },
	{ name: 'a number for an id', value: { type: 'revoke', participant: 7 } },
	{ name: 'half an acknowledgement', value: { type: 'acknowledge', items: ['i'], room: 'r' } },
	{ name: 'items that are no list', value: { type: 'acknowledge', items: 'i', room: 'r', seq: 1 } },
	{
		name: 'fractions of uses',
		value: { type: 'invite', organization: null, role: 'observer', uses: 0.5 }
	}
];
for (const { name, value } of refused)
	test(`refuses ${name}, saying where`, () => {
		expect(parseCommand(value)).toMatchObject({
			ok: false,
			code: 'command-malformed',
			detail: expect.stringMatching(/./) as string
		});
	});
