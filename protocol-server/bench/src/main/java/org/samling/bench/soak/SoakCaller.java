package org.samling.bench.soak;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.samling.bench.kiosk.KioskLoad;
import org.samling.bench.kiosk.KioskMessages;
import org.samling.bench.kiosk.KioskMessages.Answer;
import org.samling.bench.library.LoanLedger;
import org.samling.bench.library.Stock;
import org.samling.bench.measure.ClosedLoop;
import org.samling.bench.ncip.NcipOperation;
import org.samling.bench.search.SearchClient;
import org.samling.bench.search.SearchLoad;
import org.samling.bench.search.SearchQueries;
import org.samling.bench.search.SruClient;

/**
 * A caller in a soak: makes visits of every kind, over connections that it keeps until something
 * goes wrong on them, and checks every reply.
 */
final class SoakCaller implements AutoCloseable {

  /** The maximum number of its open loans; half of that on average. */
  private static final int MOST_LOANS = 60;

  /** The number of searches in a session, before it is closed and another one opened. */
  private static final int SEARCHES = 25;

  private static final int RECORDS = 5;

  private static final String IGNORED = "ZZ?!|no message|\r";
  private static final String ASK_AGAIN = "96";
  private static final String STATUS = "98";

  private final SoakTarget target;
  private final LoanLedger ledger;
  private final Random random;
  private final String withPin;
  private final SearchQueries.QueryCycle queries;
  private final Deque<Stock.Loan> lent = new ArrayDeque<>();
  private @Nullable SoakKiosk kiosk;
  private @Nullable SearchClient session;
  private @Nullable SoakRestClient desk;
  private int searches;
  private boolean isWrongNext = true;
  private int damages;

  /** Makes a caller; each has a number, from 0, by which it differs from the others. */
  SoakCaller(int number, SoakTarget target, LoanLedger ledger) {
    this.target = target;
    this.ledger = ledger;
    random = new Random(number);
    withPin = SoakTarget.withPin(number % SoakTarget.PINS);
    queries = new SearchQueries.QueryCycle(target.queries(), number % target.queries().size());
  }

  /** The kind of the next visit. */
  SoakVisit next() {
    return SoakVisit.of(random.nextInt(Integer.MAX_VALUE));
  }

  /**
   * Makes a visit.
   *
   * @throws Exception if a reply is not the expected one; its connections are closed then, and the
   *     next visit opens them again
   */
  void make(SoakVisit visit) throws Exception {
    try {
      ledger.change(() -> visit(visit));
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  private void visit(SoakVisit visit) throws Exception {
    switch (visit) {
      case CIRCULATE -> circulate();
      case RENEW -> renew();
      case PATRON ->
          expect(Answer.DONE, kiosk().messages().patronInformation(target.stock().card()));
      case PIN -> pin();
      case ITEM -> item();
      case REFUSED -> refused();
      case REPEAT -> lend(false, true);
      case RECONNECT -> lend(true, false);
      case DAMAGED -> damaged();
      case Z3950 -> search();
      case SRU -> once(new SruClient(target.search(), queries, RECORDS));
      case NCIP -> once(target.ncip().of(NcipOperation.LOOKUP_USER).caller(0));
      case REST -> look();
      case IMPORT -> desk().load();
    }
  }

  private void circulate() throws IOException, InterruptedException {
    if (lent.isEmpty() || (lent.size() < MOST_LOANS && random.nextBoolean())) {
      lend(false, false);
    } else {
      returnItem();
    }
  }

  /**
   * Lends an item; returns one first if it has the maximum of open loans.
   *
   * @param lost whether the connection is lost before the reply, and the message sent again
   * @param twice whether the message is sent twice anyway
   */
  private void lend(boolean lost, boolean twice) throws IOException, InterruptedException {
    if (lent.size() >= MOST_LOANS) {
      returnItem();
    }
    var copy = target.stock().takeFree();
    var card = target.stock().card();
    var message = kiosk().messages().checkout(copy, card);
    if (lost) {
      kiosk().sendAndReset(message);
    }
    var reply = kiosk().ask(message);
    if (kiosk().messages().check(reply) != Answer.DONE) {
      throw new IllegalStateException("a checkout was refused: " + new String(reply, UTF_8));
    }
    ledger.lent(copy.barcode(), card);
    lent.add(new Stock.Loan(copy, card));
    if (twice && !Arrays.equals(kiosk().ask(message), reply)) {
      throw new IllegalStateException("a repeated checkout got a different reply");
    }
  }

  private void returnItem() throws IOException, InterruptedException {
    var loan = lent.remove();
    expect(Answer.DONE, kiosk().messages().checkin(loan.copy()));
    ledger.returned(loan.copy().barcode());
    target.stock().shelve(loan.copy());
  }

  private void renew() throws IOException, InterruptedException {
    if (lent.isEmpty()) {
      lend(false, false);
    }
    var loan = lent.getLast();
    var reply = kiosk().ask(kiosk().messages().renew(loan.copy(), loan.card()));
    if (kiosk().messages().check(reply) == Answer.DONE && KioskMessages.isRenewed(reply)) {
      ledger.renewed(loan.copy().barcode());
    }
  }

  /** Tries a wrong PIN, then the right one until it is accepted: nobody gets locked out. */
  private void pin() throws IOException, InterruptedException {
    var wrong = isWrongNext;
    isWrongNext = false;
    var message = kiosk().messages().patronInformation(withPin, wrong ? "0000" : SoakTarget.PIN);
    var reply = kiosk().text(message);
    if (!reply.contains(wrong ? "|CQN|" : "|CQY|")) {
      throw new IllegalStateException(
          "a %s PIN was answered with %s".formatted(wrong ? "wrong" : "right", reply));
    }
    isWrongNext = !wrong;
  }

  private void item() throws IOException, InterruptedException {
    var copy = target.stock().takeFree();
    target.stock().shelve(copy);
    expect(Answer.DONE, kiosk().messages().itemInformation(copy));
  }

  private void refused() throws IOException, InterruptedException {
    if (lent.isEmpty()) {
      lend(false, false);
    }
    var loan = lent.getLast();
    var unknown = new Stock.Copy("no-such-item", loan.copy().branch());
    switch (random.nextInt(3)) {
      case 0 -> {
        var other = target.stock().card();
        if (!other.equals(loan.card())) {
          expect(Answer.REFUSED, kiosk().messages().checkout(loan.copy(), other));
        }
      }
      case 1 -> expect(Answer.REFUSED, kiosk().messages().checkout(unknown, loan.card()));
      default -> {
        var copy = target.stock().takeFree();
        expect(Answer.REFUSED, kiosk().messages().checkout(copy, "no-such-card"));
        target.stock().shelve(copy);
      }
    }
  }

  private void damaged() throws IOException, InterruptedException {
    switch (damages++ % 5) {
      case 0 -> {
        var message = kiosk().messages().status();
        message[message.length - 2] = (byte) (message[message.length - 2] == '0' ? '1' : '0');
        begins(ASK_AGAIN, kiosk().text(message));
      }
      case 1 -> {
        var status = new String(kiosk().messages().status(), US_ASCII);
        begins(STATUS, kiosk().text((IGNORED + status).getBytes(US_ASCII)));
      }
      case 2 -> kiosk().sendAndReset("11NN2026".getBytes(US_ASCII));
      case 3 -> anotherProtocol();
      default -> desk().breakOff();
    }
  }

  /** Sends HTTP to the Z39.50 port, until the server closes the connection. */
  private void anotherProtocol() throws IOException {
    var port = new KioskLoad.Target(target.sip2().host(), target.z3950Port(), "", "");
    try (var stranger = SoakKiosk.connect(port)) {
      stranger.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
      stranger.getInputStream().readAllBytes();
    } catch (SocketException _) {
      // A close with a reset is as good.
    }
  }

  private static void begins(String with, String reply) {
    if (!reply.startsWith(with)) {
      throw new IllegalStateException("%s was expected, not %s".formatted(with, reply));
    }
  }

  private void search() throws IOException {
    if (searches++ % SEARCHES == 0) {
      closeOne(session);
      session = null;
    }
    var open = session;
    if (open == null) {
      open = SearchClient.open(target.search());
      session = open;
    }
    SearchLoad.search(open, target.search().database(), queries.next());
  }

  private void look() throws IOException, InterruptedException {
    if (lent.isEmpty()) {
      lend(false, false);
    }
    desk().look(lent.getLast().copy().barcode());
  }

  private void expect(Answer wanted, byte[] message) throws IOException, InterruptedException {
    var reply = kiosk().ask(message);
    if (kiosk().messages().check(reply) != wanted) {
      throw new IllegalStateException(
          "%s was expected of %s, not %s"
              .formatted(wanted, new String(message, UTF_8).strip(), new String(reply, UTF_8)));
    }
  }

  private SoakKiosk kiosk() {
    var open = kiosk;
    if (open == null) {
      open = new SoakKiosk(target.sip2(), ledger::askedAgain);
      kiosk = open;
    }
    return open;
  }

  /** Uses a connection of its own: the server may just be closing one that was idle for long. */
  private static void once(ClosedLoop.Caller caller) throws Exception {
    try (caller) {
      caller.call();
    }
  }

  private SoakRestClient desk() {
    var open = desk;
    if (open == null) {
      open = new SoakRestClient(target.httpPort());
      desk = open;
    }
    return open;
  }

  /** Closes its connections; the next visit opens them again. */
  @Override
  public void close() {
    closeOne(kiosk);
    closeOne(session);
    closeOne(desk);
    kiosk = null;
    session = null;
    desk = null;
  }

  private static void closeOne(@Nullable AutoCloseable open) {
    if (open != null) {
      try {
        open.close();
      } catch (Exception _) {
        // It is gone either way.
      }
    }
  }
}
