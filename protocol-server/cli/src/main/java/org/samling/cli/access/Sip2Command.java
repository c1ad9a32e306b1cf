package org.samling.cli.access;

import static org.samling.sip2.Sip2Fields.LOCATION_CODE;
import static org.samling.sip2.Sip2Fields.LOGIN_PASSWORD;
import static org.samling.sip2.Sip2Fields.LOGIN_USER_ID;
import static org.samling.sip2.Sip2Fields.OK;
import static org.samling.sip2.Sip2Fields.PWD_ALGORITHM;
import static org.samling.sip2.Sip2Fields.UID_ALGORITHM;
import static org.samling.sip2.Sip2RequestLayouts.LOGIN;
import static org.samling.sip2.Sip2ResponseLayouts.LOGIN_RESPONSE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.samling.sip2.Decoded;
import org.samling.sip2.Sip2Annotator;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Date;
import org.samling.sip2.Sip2Frame;
import org.samling.sip2.Sip2Frame.Terminator;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;
import org.samling.sip2.Sip2Secret;
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
    subcommands = Sip2DoctorCommand.class,
    description = {
      "Acts as a SIP2 kiosk: logs in to a server, sends each message, and prints request and response field by field.",
      "doctor finds faults in a SIP2 client. What a machine may do and whose messages are logged is said by the command accounts.",
      "In a message, {date} is replaced by the current time in 18 characters."
    },
    footer = {
      "",
      "Example, with the demonstration data:",
      "  ${sys:samling.command} sip2 --user solbaek-kiosk-1 --password kiosk-1 '63009{date}  Y       AO|AA2000000001|AD1234|'"
    })
public final class Sip2Command implements Callable<Integer> {

  private static final int MAX_REPLY = 64 * 1024;
  private static final int TIMEOUT_MILLIS = 15_000;

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
    try (var connected = connect()) {
      connected.setSoTimeout(TIMEOUT_MILLIS);
      var socket = tls.over(connected, host, port);
      return talk(codec, socket.getInputStream(), socket.getOutputStream());
    } catch (SocketTimeoutException e) {
      throw new IllegalStateException(
          "%s:%d did not answer within %d s".formatted(host, port, TIMEOUT_MILLIS / 1000), e);
    } catch (IOException e) {
      throw new IllegalStateException(
          "no connection to %s:%d: %s".formatted(host, port, e.getMessage()), e);
    }
  }

  /** Connects to the first of the host's addresses that accepts the connection. */
  private Socket connect() throws IOException {
    var fault = new IOException("it has no address");
    for (var address : InetAddress.getAllByName(host)) {
      var socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(address, port), TIMEOUT_MILLIS);
        return socket;
      } catch (IOException e) {
        socket.close();
        fault = e;
      }
    }
    throw fault;
  }

  private int talk(Sip2Codec codec, InputStream in, OutputStream out) throws IOException {
    var printer = spec.commandLine().getOut();
    var annotator = new Sip2Annotator(codec);
    if (user != null) {
      var login =
          Sip2Request.request(LOGIN)
              .with(UID_ALGORITHM, "0")
              .with(PWD_ALGORITHM, "0")
              .with(LOGIN_USER_ID, user)
              .with(LOGIN_PASSWORD, new Sip2Secret(password == null ? "" : password))
              .withOptional(LOCATION_CODE, location)
              .build();
      var reply =
          exchange(codec.encode(login, OptionalInt.empty(), false), in, out, printer, annotator);
      if (!isLoggedIn(codec, reply)) {
        spec.commandLine().getErr().println("The login was refused: check --user and --password.");
        spec.commandLine().getErr().flush();
        return 1;
      }
    }
    for (var message : messages) {
      exchange(Sip2Frame.of(filled(message), codec.charset()), in, out, printer, annotator);
    }
    return 0;
  }

  private static boolean isLoggedIn(Sip2Codec codec, Sip2Frame reply) {
    return codec.decodeResponse(reply)
            instanceof Decoded.Message<Sip2Response>(var response, var _, var _, var _)
        && response.layout() == LOGIN_RESPONSE
        && response.get(OK);
  }

  private static String filled(String message) {
    var now = Sip2Date.of(Instant.now(), ZoneId.systemDefault()).wire();
    return message.replace("{date}", now);
  }

  private Sip2Frame exchange(
      Sip2Frame request,
      InputStream in,
      OutputStream out,
      PrintWriter printer,
      Sip2Annotator annotator)
      throws IOException {
    printer.println("-> " + annotator.annotate(request).replace("\n", "\n   ").stripTrailing());
    out.write(request.bytes());
    out.write('\r');
    out.flush();
    var reply = read(in);
    printer.println("<- " + annotator.annotate(reply).replace("\n", "\n   ").stripTrailing());
    printer.println();
    printer.flush();
    return reply;
  }

  private static Sip2Frame read(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (var next = in.read(); ; next = in.read()) {
      if (next < 0) {
        throw new IOException("the server closed the connection without a reply");
      }
      if (next == '\r' && bytes.size() > 0) {
        return new Sip2Frame(bytes.toByteArray(), Terminator.CR);
      }
      if (next > ' ' || bytes.size() > 0) {
        bytes.write(next);
      }
      if (bytes.size() > MAX_REPLY) {
        throw new IOException("the reply has more than " + MAX_REPLY + " bytes");
      }
    }
  }
}
