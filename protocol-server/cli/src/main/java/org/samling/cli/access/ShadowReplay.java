package org.samling.cli.access;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.cli.access.ProfileProposals.Proposal;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Frame;
import org.samling.sip2.shadow.RecordedExchange;
import org.samling.sip2.shadow.RecordedMessage;
import org.samling.sip2.shadow.RecordingMask;
import org.samling.sip2.shadow.ReplyComparison;
import org.samling.sip2.shadow.Resent;
import org.samling.sip2.shadow.ShadowReport;
import org.samling.sip2.shadow.ShadowReport.Example;

/**
 * Sends the requests of a recording, in their order, on one connection for each account, and
 * compares the replies.
 */
final class ShadowReplay implements AutoCloseable {

  /** How many requests in a row may stay without a reply before the replay gives up. */
  private static final int MOST_FAILURES = 5;

  /** How many requests are told from repeats of them. */
  private static final int MOST_REMEMBERED = 1_000;

  /** How much later than now a request is dated at most, to be no repeat. */
  private static final int MOST_SECONDS = 30;

  private static final String LOGIN = "93";
  private static final String STATUS = "9900802.00";

  private final Server server;
  private final Sip2Codec codec;
  private final Accounts accounts;
  private final ZoneId zone = ZoneId.systemDefault();
  private final Map<Account, KioskConnection> open = new HashMap<>();
  private final Map<Account, RecordedMessage> statuses = new HashMap<>();
  private final Map<Integer, String> logins = new HashMap<>();
  private final Map<Integer, RecordingMask> masks = new HashMap<>();
  private final Set<String> lent = new HashSet<>();
  private final Map<RecordedMessage, Sip2Frame> sent =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RecordedMessage, Sip2Frame> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };
  private int failures;

  ShadowReplay(Server server, Sip2Codec codec, Accounts accounts) {
    this.server = server;
    this.codec = codec;
    this.accounts = accounts;
  }

  /** The server to which the requests are sent. */
  record Server(String host, int port, ClientTls tls) {}

  /** An account of that server. */
  record Account(String user, String password) {

    @Override
    public String toString() {
      return user;
    }
  }

  /**
   * The accounts to log in with.
   *
   * @param usual the account of all kiosks that have none of their own
   * @param own accounts of kiosks, by the names that they logged in with
   */
  record Accounts(Account usual, Map<String, Account> own) {}

  /** What the server calls itself: AO of its status. */
  String institution() throws IOException {
    return status(accounts.usual).value("AO");
  }

  private RecordedMessage status(Account account) throws IOException {
    var known = statuses.get(account);
    if (known != null) {
      return known;
    }
    var reply = connection(account).ask(Sip2Frame.of(STATUS, codec.charset()));
    var status = new RecordingMask(codec).message(reply);
    statuses.put(account, status);
    return status;
  }

  /** Whether the account may send a request that the old server had carried out. */
  private boolean isAllowed(RecordedExchange exchange) throws IOException {
    return ReplyComparison.isSupported(
        exchange.request().command(), status(account(exchange)).value("BX"));
  }

  /** Replays a recording. */
  void run(List<RecordedExchange> recording, boolean withChanges, ShadowReport<Proposal> report)
      throws IOException {
    for (int i = 0; i < recording.size(); i++) {
      var exchange = recording.get(i);
      if (exchange.request().command().equals(LOGIN)) {
        logins.put(exchange.connection(), exchange.request().value("CN"));
      }
      if (ReplayPlan.isSent(exchange, withChanges)) {
        var number = i + 1;
        var reply = reply(exchange);
        var mask = masks.computeIfAbsent(exchange.connection(), _ -> new RecordingMask(codec));
        var now = reply == null ? null : mask.message(reply);
        report.add(
            isAllowed(exchange)
                ? ReplyComparison.of(
                    exchange,
                    now,
                    reply == null ? null : reply.terminator(),
                    lent.contains(exchange.request().value("AB")))
                : List.of(ReplyComparison.notAllowed(exchange)),
            difference ->
                new Example(
                    number,
                    values(exchange.reply(), difference.field()),
                    values(now, difference.field())));
        remember(now);
      }
    }
  }

  /** Keeps in mind which items were lent or renewed, until they are returned. */
  private void remember(@Nullable RecordedMessage reply) {
    if (reply == null || !reply.value("ok").equals("1")) {
      return;
    }
    switch (reply.command()) {
      case "12", "30" -> lent.add(reply.value("AB"));
      case "10" -> lent.remove(reply.value("AB"));
      default -> {
        // other replies lend nothing
      }
    }
  }

  private static List<String> values(@Nullable RecordedMessage message, String field) {
    return message == null
        ? List.of()
        : message.fields().stream()
            .filter(one -> one.name().equals(field))
            .map(RecordedMessage.Field::value)
            .toList();
  }

  private Account account(RecordedExchange exchange) {
    return accounts.own.getOrDefault(
        logins.getOrDefault(exchange.connection(), ""), accounts.usual);
  }

  private @Nullable Sip2Frame reply(RecordedExchange exchange) throws IOException {
    var account = account(exchange);
    try {
      var reply = connection(account).ask(frame(exchange));
      failures = 0;
      return reply;
    } catch (IOException e) {
      var broken = open.remove(account);
      if (broken != null) {
        broken.close();
      }
      failures++;
      if (failures > MOST_FAILURES) {
        throw new IllegalStateException(
            "%s:%d did not reply %d times in a row: %s"
                .formatted(server.host, server.port, failures, e.getMessage()),
            e);
      }
      return null;
    }
  }

  /**
   * A request to send. One that was not the same as an earlier one is not made the same by the time
   * of the replay, or the server would take it for a repeat: it is dated later.
   */
  private Sip2Frame frame(RecordedExchange exchange) {
    var known = sent.get(exchange.request());
    if (known != null) {
      return known;
    }
    var at = Instant.now();
    var frame = Resent.frame(exchange.request(), exchange.at(), at, zone, codec);
    for (int i = 0; i < MOST_SECONDS && sent.containsValue(frame); i++) {
      at = at.plusSeconds(1);
      frame = Resent.frame(exchange.request(), exchange.at(), at, zone, codec);
    }
    sent.put(exchange.request(), frame);
    return frame;
  }

  private KioskConnection connection(Account account) throws IOException {
    var known = open.get(account);
    if (known != null) {
      return known;
    }
    KioskConnection kiosk;
    try {
      kiosk = KioskConnection.to(server.host, server.port, server.tls);
    } catch (IOException e) {
      throw new IllegalStateException(
          "no connection to %s:%d: %s".formatted(server.host, server.port, e.getMessage()), e);
    }
    open.put(account, kiosk);
    var reply = kiosk.ask(KioskConnection.login(codec, account.user, account.password, null));
    if (!KioskConnection.isLoggedIn(codec, reply)) {
      throw new IllegalArgumentException(
          "%s:%d refused the login of %s".formatted(server.host, server.port, account.user));
    }
    return kiosk;
  }

  @Override
  public void close() throws IOException {
    for (var kiosk : open.values()) {
      kiosk.close();
    }
  }
}
