package org.samling.routes.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.connection.DatabaseSettings;
import org.samling.testing.LongRun;
import org.samling.testing.TcpProxy;

/** The database has committed, and its reply is lost on the way to the server. */
class Sip2LostCommitTest {

  private static final Pattern PORT = Pattern.compile("(?<=:)\\d+(?=/)");

  private static PostgresStore through(TcpProxy proxy, TestLibrary library) {
    var roles = library.roles;
    return new PostgresStore(
        new DatabaseSettings(
            PORT.matcher(roles.url()).replaceFirst(Integer.toString(proxy.port())),
            roles.application(),
            roles.applicationPassword(),
            4,
            64,
            1_000,
            TestLibrary.ANSWER_WITHIN),
        TestLibrary.keyring());
  }

  private static int databasePort(TestLibrary library) {
    var port = PORT.matcher(library.roles.url());
    assertThat(port.find()).isTrue();
    return Integer.parseInt(port.group());
  }

  @Test
  void kioskIsToldTheTruthAndNothingIsDoneTwiceWhereTheReplyToTheCommitIsLost() throws Exception {
    var library = new TestLibrary();
    try (var proxy = TcpProxy.before(databasePort(library));
        var store = through(proxy, library);
        var machine = new Machine(Sip2Settings.DEFAULT, library, store)) {
      var loans = 0;
      for (var round = 0; round < LongRun.times(1, 100); round++) {
        var checkout = askLosingTheReply(machine, proxy, "11NN{d}{d}AO|AAA|AB1|AC|");
        assertThat(checkout).startsWith("121");
        loans++;
        assertThat(count(library, "loan")).isEqualTo(loans);
        assertThat(count(library, "audit")).isEqualTo(2L * loans - 1);
        var checkin = askLosingTheReply(machine, proxy, "09N{d}{d}AP|AO|AB1|AC|");
        assertThat(checkin).startsWith("101");
        assertThat(count(library, "loan where returned_at is null")).isZero();
      }
    }
  }

  private static String askLosingTheReply(Machine machine, TcpProxy proxy, String message) {
    proxy.loseReplyWith("INSERT 0", "COMMIT");
    var reply = machine.ask(message);
    assertThat(proxy.hasLostReply()).as("the reply to the commit was lost").isTrue();
    return reply;
  }

  private static long count(TestLibrary library, String rows) {
    return library.count(library.north, "select count(*) from " + rows);
  }
}
