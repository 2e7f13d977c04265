// A web extension of its own, served by server.mjs: the mounted folder as a FileSystemProvider. %URL% and %TOKEN% are put in while serving.
const vscode = require('vscode');

async function call(op, uri, extra = {}, body = undefined) {
  const query = new URLSearchParams({ op, path: uri.path, ...extra });
  const response = await fetch(`%URL%?${query}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'x-millrace-token': '%TOKEN%' },
    ...(body === undefined ? {} : { body }),
  });
  if (response.ok) return response;
  const { code } = await response.json().catch(() => ({ code: 'EIO' }));
  if (code === 'ENOENT') throw vscode.FileSystemError.FileNotFound(uri);
  if (code === 'EEXIST') throw vscode.FileSystemError.FileExists(uri);
  if (code === 'EACCES') throw vscode.FileSystemError.NoPermissions(uri);
  throw vscode.FileSystemError.Unavailable(uri);
}

exports.activate = (context) => {
  const changed = new vscode.EventEmitter();
  const tell = (type, uri) => changed.fire([{ type, uri }]);
  const { Changed, Created, Deleted } = vscode.FileChangeType;
  const provider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => {}),
    stat: async (uri) => (await call('stat', uri)).json(),
    readDirectory: async (uri) => (await call('list', uri)).json(),
    readFile: async (uri) => new Uint8Array(await (await call('read', uri)).arrayBuffer()),
    writeFile: async (uri, content, { create, overwrite }) => {
      const exists = await call('stat', uri).then(
        () => true,
        () => false,
      );
      if (!exists && !create) throw vscode.FileSystemError.FileNotFound(uri);
      if (exists && create && !overwrite) throw vscode.FileSystemError.FileExists(uri);
      await call('write', uri, {}, content);
      tell(exists ? Changed : Created, uri);
    },
    createDirectory: async (uri) => {
      await call('mkdir', uri, {}, '');
      tell(Created, uri);
    },
    delete: async (uri, { recursive }) => {
      await call('delete', uri, { recursive: String(recursive) }, '');
      tell(Deleted, uri);
    },
    rename: async (from, to) => {
      await call('rename', from, { to: to.path }, '');
      tell(Deleted, from);
      tell(Created, to);
    },
  };
  context.subscriptions.push(vscode.workspace.registerFileSystemProvider('disk', provider, { isCaseSensitive: true }));
};
