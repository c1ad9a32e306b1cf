package org.samling.cli.access;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Command-line options for TLS as a client. */
final class ClientTls {

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  @Option(
      names = "--tls",
      description =
          "Use TLS. The server's certificate must be for its host, and trusted by Java or by --trust.")
  private boolean tls;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "With --tls: certificates (PEM) to trust instead of Java's.")
  private @Nullable Path trust;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "With --tls: the client certificate (PEM).")
  private @Nullable Path certificate;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "With --certificate: its private key (PEM, PKCS#8).")
  private @Nullable Path key;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  ClientTls() {}

  /**
   * Returns the socket to use: the given one or, if the options ask for TLS, one with TLS on top of
   * it, after the handshake.
   *
   * @param connected a connected socket
   * @param host the host name that the server's certificate must be for
   * @throws IOException if the handshake fails
   */
  Socket over(Socket connected, String host, int port) throws IOException {
    if (!tls) {
      if (trust != null || certificate != null || key != null) {
        throw wrong("--trust, --certificate and --key need --tls.");
      }
      return connected;
    }
    if ((certificate == null) != (key == null)) {
      throw wrong("--certificate and --key must be used together.");
    }
    var socket =
        (SSLSocket)
            context().context().getSocketFactory().createSocket(connected, host, port, true);
    var parameters = new SSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(PROTOCOLS);
    socket.setSSLParameters(parameters);
    try {
      socket.startHandshake();
    } catch (SSLException e) {
      throw new IOException(
          "no TLS with %s (%s); check that --host is the name in its certificate, and that --trust has that certificate or its issuer"
              .formatted(host, e.getMessage()),
          e);
    }
    return socket;
  }

  private JdkSslContext context() throws IOException {
    try {
      var builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
      if (trust != null) {
        builder.trustManager(trust.toFile());
      }
      if (certificate != null && key != null) {
        builder.keyManager(certificate.toFile(), key.toFile());
      }
      return (JdkSslContext) builder.build();
    } catch (IllegalArgumentException e) {
      throw wrong("The certificate or key can't be used: " + e.getMessage() + ".");
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(command.commandLine(), what);
  }
}
