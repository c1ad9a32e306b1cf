package org.samling.cli.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.cli.client.ServerConnection.Caller;
import org.samling.cli.client.ServerConnection.Server;
import org.samling.cli.common.Homes;
import org.samling.core.organisation.Secret;
import org.samling.library.OperatorToken;
import org.samling.library.config.Configuration;
import org.samling.library.network.ThisMachine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say which server a command asks, as whom, and how the answer is printed. */
final class ServerOptions {

  /** Where the address of the server stands unless the option does. */
  static final String SERVER = "SAMLING_SERVER";

  /** Where the token stands unless the option does. */
  static final String TOKEN = "SAMLING_TOKEN";

  @Option(
      names = "--server",
      paramLabel = "URL",
      description =
          "The server's address, such as https://library.example (default: $SAMLING_SERVER, or the server on this machine).")
  private @Nullable URI server;

  @Option(
      names = "--plain",
      description =
          "Sends the token unencrypted to an http:// address of another machine, where anybody on the network can read it.")
  private boolean plain;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "A file with the token of an account (default: the token in $SAMLING_TOKEN, or that of the server on this machine).")
  private @Nullable Path tokenFile;

  @Option(
      names = "--tenant",
      paramLabel = "T",
      description =
          "The tenant, by its code; needed only at the server's own machine, where there is more than one.")
  private @Nullable String tenant;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration of the server on this machine.")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Without --config: its data directory (default: var beside the launcher, as used by demo).")
  private @Nullable Path data;

  @Option(
      names = "--output",
      paramLabel = "FORM",
      defaultValue = "table",
      description = "The form of the answer: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private AnswerPrinter.Form output;

  private @Nullable CommandSpec spec;

  private final Map<String, String> environment;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  ServerOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The command that they belong to. */
  void use(CommandSpec of) {
    spec = of;
  }

  AnswerPrinter.Form output() {
    return output;
  }

  /** The server, with what proves who asks. */
  ServerConnection connection() {
    var given =
        Optional.ofNullable(server).or(() -> variable(SERVER).map(URI::create)).map(this::address);
    var token = token();
    if (given.isPresent() && token.isPresent()) {
      protect(given.get());
      return new ServerConnection(new Server(given.get(), null), Caller.account(token.get()));
    }
    var file = file();
    var left = OperatorToken.read(file).orElseThrow(() -> noServer(file));
    if (given.isPresent() && !given.get().equals(left.server())) {
      throw unusable( // whoever answers there would learn the operator's
          "%s needs the token of an account (--token-file or %s): this machine's server is %s"
              .formatted(given.get(), TOKEN, left.server()));
    }
    return new ServerConnection(
        new Server(left.server(), left.certificate()),
        token.map(Caller::account).orElseGet(() -> new Caller(left.token(), tenant)));
  }

  private ParameterException unusable(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  private static IllegalStateException noServer(Path file) {
    return new IllegalStateException(
        "no server runs with %s: start one, or name one with --server and a token (--token-file or %s)"
            .formatted(file.getParent(), TOKEN));
  }

  /** The address without a path: a slash at its end makes it no other. */
  private URI address(URI given) {
    var scheme = given.getScheme();
    if (given.getHost() == null
        || !("http".equals(scheme) || "https".equals(scheme))
        || !given.getRawPath().matches("/?")) {
      throw unusable(
          "\"%s\" is not the address of a server: write https://HOST or http://HOST:PORT"
              .formatted(given));
    }
    return URI.create(scheme + "://" + given.getRawAuthority());
  }

  /** Keeps a token from a network on which anybody can read it, unless that is meant. */
  private void protect(URI to) {
    if ("https".equals(to.getScheme()) || ThisMachine.is(to.getHost())) {
      return;
    }
    var says = "the token would cross the network unencrypted to %s".formatted(to);
    if (!plain) {
      throw unusable(says + ": use https, or accept that with --plain");
    }
    var err = Objects.requireNonNull(spec).commandLine().getErr();
    err.println("warning: " + says.replace("would cross", "crosses"));
    err.flush();
  }

  private Optional<Secret> token() {
    if (tokenFile != null) {
      try {
        return Optional.of(new Secret(Files.readString(tokenFile).strip()));
      } catch (IOException e) {
        throw unusable("%s can't be read: %s".formatted(tokenFile, e));
      }
    }
    return variable(TOKEN).map(Secret::new);
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private Path file() {
    if (config != null) {
      return OperatorToken.file(Configuration.load(config));
    }
    return Optional.ofNullable(data)
        .orElseGet(() -> Homes.project().resolve("var"))
        .toAbsolutePath()
        .normalize()
        .resolve(OperatorToken.FILE);
  }
}
