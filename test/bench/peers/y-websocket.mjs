// @y/websocket-server as its own command line starts it: documents in memory. Argument: port.
import { createServer } from 'node:http';
import { setupWSConnection } from '@y/websocket-server/utils';
import { WebSocketServer } from 'ws';

const server = createServer((_request, response) => response.end());
const sockets = new WebSocketServer({ noServer: true });
sockets.on('connection', setupWSConnection);
server.on('upgrade', (request, socket, head) => {
	sockets.handleUpgrade(request, socket, head, (client) =>
		sockets.emit('connection', client, request)
	);
});
server.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('ready'));
