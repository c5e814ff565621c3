// Asks for the board of a board's page at once: the page's own scripts are still on their way then.
// What comes back is taken by src/lib/session/early.ts. Answers are read as soon as they are here:
// the page waits for its scripts then, and has no time to lose later.
(function () {
	var found = /^\/s\/([a-z0-9]+)(\/d\/[^/]+)?\/?$/.exec(location.pathname);
	if (!found) return;
	var session = '/api/sessions/' + found[1];
	var early = (window.concordiaEarly = {});
	[session, session + '/board'].forEach(function (path) {
		var headers = { accept: 'application/json' };
		// The document follows at once: its picture may be two seconds old.
		if (path !== session) headers['cache-control'] = 'max-age=2';
		early[path] = fetch(path, { headers: headers, cache: 'no-store' }).then(function (response) {
			var body = response.json();
			body.catch(function () {});
			response.json = function () {
				return body;
			};
			return response;
		});
		// Whoever takes it sees a failure, too; nobody has to.
		early[path].catch(function () {});
	});
})();
