package org.samling.cli.access;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.samling.sip2.Sip2Annotator;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Date;
import org.samling.sip2.Sip2Frame;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sip2}: a small kiosk for the command line. */
@Command(
    name = "sip2",
    mixinStandardHelpOptions = true,
    subcommands = {Sip2DoctorCommand.class, ShadowCommand.class},
    description = {
      "Acts as a SIP2 kiosk: logs in to a server, sends each message, and prints request and response field by field.",
      "doctor finds faults in a SIP2 client, and records what a fleet of them says; shadow replays that to another server. What a machine may do and whose messages are logged is said by the command accounts.",
      "In a message, {date} is replaced by the current time in 18 characters."
    },
    footer = {
      "",
      "Example, with the demonstration data:",
      "  ${sys:samling.command} sip2 --user solbaek-kiosk-1 --password kiosk-1 '63009{date}  Y       AO|AA2000000001|AD1234|'"
    })
public final class Sip2Command implements Callable<Integer> {

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "The server's address (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "6001",
      description = "The server's port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--user",
      description = "The account to log in with; no login is sent without it.")
  private @Nullable String user;

  @Option(names = "--password", description = "The account's password.")
  private @Nullable String password;

  @Option(names = "--location", description = "The kiosk's location code (field CP).")
  private @Nullable String location;

  @Option(
      names = "--charset",
      defaultValue = "UTF-8",
      description =
          "The account's character set: UTF-8, ISO-8859-1, windows-1252, CP850 or ASCII (default: ${DEFAULT-VALUE}).")
  private String charset;

  @Option(
      names = "--delimiter",
      defaultValue = "|",
      description = "The account's delimiter (default: ${DEFAULT-VALUE}).")
  private char delimiter;

  @Mixin private ClientTls tls;

  @Parameters(
      arity = "0..*",
      paramLabel = "MESSAGE",
      description =
          "A message without its terminator, for example 9900802.00 (quote the | for the shell).")
  private List<String> messages = List.of();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  Sip2Command() {}

  @Override
  public Integer call() {
    var codec = new Sip2Codec(Sip2Charset.named(charset), delimiter);
    try (var kiosk = KioskConnection.to(host, port, tls)) {
      return talk(codec, kiosk);
    } catch (SocketTimeoutException e) {
      throw new IllegalStateException(
          "%s:%d did not answer within %d s"
              .formatted(host, port, KioskConnection.TIMEOUT_MILLIS / 1000),
          e);
    } catch (IOException e) {
      throw new IllegalStateException(
          "no connection to %s:%d: %s".formatted(host, port, e.getMessage()), e);
    }
  }

  private int talk(Sip2Codec codec, KioskConnection kiosk) throws IOException {
    var printer = spec.commandLine().getOut();
    var annotator = new Sip2Annotator(codec);
    if (user != null) {
      var login = KioskConnection.login(codec, user, password, location);
      if (!KioskConnection.isLoggedIn(codec, exchange(login, kiosk, printer, annotator))) {
        spec.commandLine().getErr().println("The login was refused: check --user and --password.");
        spec.commandLine().getErr().flush();
        return 1;
      }
    }
    for (var message : messages) {
      var _ = exchange(Sip2Frame.of(filled(message), codec.charset()), kiosk, printer, annotator);
    }
    return 0;
  }

  private static String filled(String message) {
    var now = Sip2Date.of(Instant.now(), ZoneId.systemDefault()).wire();
    return message.replace("{date}", now);
  }

  private Sip2Frame exchange(
      Sip2Frame request, KioskConnection kiosk, PrintWriter printer, Sip2Annotator annotator)
      throws IOException {
    printer.println("-> " + annotator.annotate(request).replace("\n", "\n   ").stripTrailing());
    var reply = kiosk.ask(request);
    printer.println("<- " + annotator.annotate(reply).replace("\n", "\n   ").stripTrailing());
    printer.println();
    printer.flush();
    return reply;
  }
}
