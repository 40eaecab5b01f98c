/** Wechaty's mock puppet, driven by a test over a Unix socket whose path is the token. Runs in the child only. */
import { connect } from 'node:net';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { PuppetMock } from 'wechaty-puppet-mock';

const self = 'the-account';
const types = { image: 6, text: 7 };

class DrivenPuppet extends PuppetMock {
  constructor(options) {
    super(options);
    this.mocker.createContact({ id: self, name: '督信' });
    this.unloaded = new Map();
    this.socket = connect(options.token);
    this.socket.on('error', () => undefined);
    createInterface({ input: this.socket }).on('line', (line) => this.obey(JSON.parse(line)));
  }

  report(news) {
    this.socket.write(`${JSON.stringify({ pid: process.pid, ...news })}\n`);
  }

  /** The test says whether the start hangs, fails, or wants a scan. */
  async onStart() {
    await super.onStart();
    // What real puppets keep here is the login's cookies.
    await this.memory.set('cookies', 'secret');
    await this.memory.save();
    const manner = await new Promise((resolve) => {
      this.onManner = resolve;
      this.report({ kind: 'started' });
    });
    if (manner === 'hang') await new Promise(() => undefined);
    if (manner === 'fail') throw new Error('refused by the platform');
    if (manner === 'scan') this.mocker.scan(this.loginUrl);
    else setImmediate(() => this.logIn());
  }

  logIn() {
    this.mocker.login({ id: self });
    this.report({ kind: 'logged_in' });
  }

  obey(command) {
    switch (command.kind) {
      case 'start':
        this.loginUrl = command.loginUrl;
        return this.onManner?.(command.manner);
      case 'log_in':
        return this.logIn();
      case 'hear':
        return this.hear(command);
      case 'log_out':
        return void this.logout('kicked out');
      case 'crash':
        return process.exit(1);
      case 'hang':
        for (;;);
    }
  }

  /** Contacts that are not loaded yet fail as often as the test says. */
  async contactRawPayload(id) {
    const failures = this.unloaded.get(id) ?? 0;
    if (failures === 0) return super.contactRawPayload(id);
    this.unloaded.set(id, failures - 1);
    throw new Error('no such contact');
  }

  hear({ id, from, text, file, ageMs = 0, room, mentions = [], type, unloaded = 0 }) {
    if (unloaded > 0) this.unloaded.set(from, unloaded);
    if (!this.mocker.cacheContactPayload.has(from)) {
      this.mocker.createContact({ id: from, name: from, type: type ?? 1 });
    }
    if (room !== undefined && !this.mocker.cacheRoomPayload.has(room)) {
      this.mocker.createRoom({ id: room, topic: room, memberIdList: [self, from] });
    }
    if (file !== undefined) {
      // A box of base64, as the platform's files come.
      const box = { metadata: {}, size: 0, type: 1, boxType: 1, ...file };
      this.mocker.cacheFileBoxPayload.set(id, box);
    }
    // A repeat of the platform is the same message told again.
    if (!this.mocker.cacheMessagePayload.has(id)) {
      this.mocker.MessageMock.create({
        id,
        talkerId: from,
        ...(room === undefined ? { listenerId: self } : { roomId: room, mentionIdList: mentions }),
        text: text ?? '',
        timestamp: Date.now() - ageMs,
        // oxlint-disable-next-line typescript/no-unsafe-enum-assignment
        type: file === undefined ? types.text : types.image,
      });
    }
    this.emit('message', { messageId: id });
  }

  async messageSendText(to, text) {
    this.report({ kind: 'said', to, text });
    return super.messageSendText(to, text);
  }
}

// Wechaty takes a puppet by its default export.
// oxlint-disable-next-line import/no-default-export
export default DrivenPuppet;
