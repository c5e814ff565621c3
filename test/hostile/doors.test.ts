import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createSession } from '../harness/api.ts';
import { until } from '../harness/client.ts';
import { seeded } from '../harness/random.ts';
import { useField } from './field.ts';
import { RawSocket, rawInto, upgrade } from './frame.ts';

const field = useField();
const UPGRADED = 101;
/** First byte of a close frame. */
const CLOSE_FRAME = '\u0088';

/** What became of an attempt: the HTTP status, or the close code of the socket. */
async function outcome(address: string, headers: Record<string, string> = {}): Promise<number> {
	const socket = new WebSocket(address, { headers, perMessageDeflate: false });
	return new Promise((resolve) => {
		socket.on('unexpected-response', (request, response) => {
			resolve(response.statusCode ?? 0);
			request.destroy();
		});
		socket.on('message', () => {
			resolve(UPGRADED);
			socket.terminate();
		});
		socket.on('close', (code) => resolve(code));
		socket.on('error', () => resolve(0));
	});
}

/** Origins that are not ours, however they look. */
const origins = (): [name: string, origin: string][] => {
	const { port } = field().server;
	return [
		['foreign', 'https://evil.example'],
		['null', 'null'],
		['empty', ''],
		['a lookalike in front', `http://127.0.0.1:${port}.evil.example`],
		['a lookalike behind', `http://evil-127.0.0.1:${port}`],
		['with a user', `http://127.0.0.1:${port}@evil.example`],
		['another port', `http://127.0.0.1:${port + 1}`],
		['another name of the machine', `http://localhost:${port}`],
		['an extension', 'chrome-extension://abcdefgh'],
		['a file', 'file://'],
		['no address at all', 'evil']
	];
};

describe('a page of another site', () => {
	test('opens no socket', async () => {
		await field().attack(async (attacker) => {
			for (const [name, origin] of origins()) {
				expect([name, await outcome(attacker.address(), { origin })]).toEqual([name, 403]);
			}
			expect(await outcome(attacker.address(), { origin: field().server.url })).toBe(UPGRADED);
			expect(await outcome(attacker.address())).toBe(UPGRADED);
		});
	});

	test('changes nothing over HTTP', async () => {
		const { server, session, attacker } = field();
		for (const [name, origin] of origins()) {
			if (origin === '') continue; // fetch leaves an empty header out
			const response = await fetch(`${server.url}/api/sessions`, {
				method: 'POST',
				headers: {
					origin,
					authorization: `Bearer ${server.hostKey}`,
					'content-type': 'application/json'
				},
				body: JSON.stringify({ title: 'Taken over', organizations: [] })
			});
			expect([name, response.status]).toEqual([name, 403]);
		}
		const response = await fetch(`${server.url}/api/sessions/${session.id}/board`, {
			headers: { authorization: `Bearer ${attacker.token}` }
		});
		expect(response.status).toBe(200);
	});
});

describe('without the right to it', () => {
	test('no room opens, and none tells whether it exists', async () => {
		const { server, session, attacker } = field();
		const other = await createSession(server);
		const base = `${server.url.replace('http', 'ws')}/sync/`;
		await field().attack(async () => {
			expect(await outcome(base + session.id)).toBe(4401);
			expect(await outcome(`${base}doesnotexist1`)).toBe(4401);
			expect(await outcome(`${base}${session.id}?token=wrong`)).toBe(
				await outcome(`${base}doesnotexist1?token=wrong`)
			);
			expect(await outcome(`${base}${other.id}?token=${attacker.token}`)).toBe(
				await outcome(`${base}doesnotexist1?token=${attacker.token}`)
			);
		});
	});

	test.each([
		'',
		'..',
		'../../etc/passwd',
		'..%2f..%2fetc%2fpasswd',
		'%00',
		'%',
		'%zz',
		'__proto__',
		'constructor',
		'toString',
		'a'.repeat(8000),
		'ROOM',
		'~private',
		'~side~x',
		'sessionsession~side',
		'sessionsession~private~ana',
		'sessionsession%7Eother',
		'%F0%9F%92%A3',
		'a b',
		'<script>alert(1)</script>',
		"'; drop table updates; --"
	])('there is no room %j', async (name) => {
		const { server, attacker } = field();
		const raw = upgrade(
			server.port,
			`/sync/${name.replaceAll(' ', '%20')}?token=${attacker.token}`
		);
		await until('it is answered', () => raw.received.includes('\r\n\r\n') || raw.isClosed);
		await until('it is closed', () => raw.isClosed || raw.received.includes(CLOSE_FRAME));
		raw.socket.destroy();
		expect(server.process.exitCode).toBeNull();
	});

	test('private drafts of others stay theirs', async () => {
		const { server, session, attacker } = field();
		const base = `${server.url.replace('http', 'ws')}/sync/`;
		const ben = await field().client('CC', 'Ben');
		for (const name of [
			`${session.id}~private~${ben.joined.participant.id}`,
			`${session.id}~side~unknown`
		]) {
			expect(await outcome(`${base}${name}?token=${attacker.token}`)).toBe(4404);
		}
	});
});

describe('a handshake', () => {
	const hostile: [name: string, headers: string[]][] = [
		['with a host that is none', ['Host: [', 'Origin: http://x']],
		['with a host of percent signs', ['Host: %%%', 'Origin: http://x']],
		['with a host of spaces', ['Host: a b c', 'Origin: http://a']],
		['with an empty host', ['Host:', 'Origin: http://x']],
		['with an origin of zeros', ['Origin: \u0001\u0002']],
		['with a foreign version', ['Sec-WebSocket-Version: 99']],
		['with two keys', ['Sec-WebSocket-Key: x']],
		[
			'with extensions named like properties',
			['Sec-WebSocket-Extensions: constructor; __proto__=1, toString']
		],
		['with broken extensions', ['Sec-WebSocket-Extensions: ;;,,==']],
		['with protocols', ['Sec-WebSocket-Protocol: ,,,']],
		['with a thousand headers', Array.from({ length: 1000 }, (_, at) => `X-${at}: 1`)],
		['with a header of 100 KB', [`X-Long: ${'x'.repeat(100_000)}`]],
		['with a cookie of nonsense', ['Cookie: ;;;=;a=%zz;concordia_=']],
		[
			'that wants to be forwarded',
			['X-Forwarded-Host: [', 'X-Forwarded-Proto: javascript', 'Origin: http://x']
		]
	];

	test.each(hostile)('%s does no harm', async (_, headers) => {
		await field().attack(async (attacker) => {
			const raw = rawInto(field().server.port, attacker, headers);
			await until('it is answered', () => raw.received.length > 0 || raw.isClosed);
			raw.socket.destroy();
		});
	});

	test('of nonsense does no harm', async () => {
		const random = seeded(3);
		const { port } = field().server;
		await field().attack(async () => {
			const raws = Array.from({ length: 60 }, (_, at) => {
				const raw = new RawSocket(port);
				raw.write(
					at % 3 === 0
						? 'GET /sync/x HTTP/1.1\r\nUpgrade: websocket\r\n\r\n'
						: Uint8Array.from({ length: 300 }, () => random.below(256))
				);
				return raw;
			});
			await until(
				'most are turned away',
				() => raws.filter(({ isClosed }) => isClosed).length > 50
			);
			for (const { socket } of raws) socket.resetAndDestroy();
		});
	});

	test('that is never finished holds up nobody', async () => {
		const { server, attacker } = field();
		const { pathname, search } = new URL(attacker.address());
		const { grownMiB } = await field().attack(async () => {
			const raws = Array.from({ length: 500 }, (_, at) => {
				const raw = new RawSocket(server.port);
				if (at % 2 === 0)
					raw.write(`GET ${pathname}${search} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: webso`);
				return raw;
			});
			await field().witnesses.crossings(30);
			for (const { socket } of raws) socket.destroy();
		});
		expect(grownMiB).toBeLessThan(100);
	});
});
