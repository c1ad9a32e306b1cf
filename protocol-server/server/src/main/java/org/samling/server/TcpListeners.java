package org.samling.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.samling.library.config.Configuration;
import org.samling.routes.ncip.NcipResponder;
import org.samling.routes.z3950.Z3950Service;
import org.samling.server.ncip.NcipConversation;
import org.samling.server.tcp.Admission;
import org.samling.server.tcp.RenewableTls;
import org.samling.server.tcp.TcpLimits;
import org.samling.server.tcp.TcpListener;
import org.samling.server.web.NcipLogins;
import org.samling.server.z3950.Z3950Conversation;

/** Opens the listeners that are reopened for another configuration, and makes contexts of TLS. */
record TcpListeners(MeterRegistry metrics) {

  /** YAZ up to 5.34 mistakes the session tickets of TLS 1.3 for an empty answer. */
  private static final String Z3950_TLS = "TLSv1.2";

  /** Makes a listener's TLS context from a certificate. */
  static SslContext tls(
      Configuration.Tls tls, Consumer<SslContextBuilder> more, String... protocols) {
    try {
      var builder =
          SslContextBuilder.forServer(tls.certificate().toFile(), tls.key().toFile())
              .protocols(protocols);
      more.accept(builder);
      return builder.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "the certificate %s and its key %s can't be used: %s"
              .formatted(tls.certificate(), tls.key(), e.getMessage()),
          e);
    }
  }

  /** Opens that of Z39.50. */
  TcpListener z3950(
      Z3950Service service, Configuration.Z3950 z3950, Configuration.@Nullable Tls tls) {
    return new TcpListener(
        "Z39.50",
        z3950.host(),
        z3950.port(),
        Admission.ofAll(
            z3950.tls() && tls != null
                ? RenewableTls.ofAll(() -> tls(tls, _ -> {}, Z3950_TLS))
                : null,
            Sip2Listeners.refusals(metrics, "z3950")),
        _ -> new Z3950Conversation(service, z3950.apduLimit(), z3950.apduLimitBeforeInit()),
        new TcpLimits(z3950.maxConnections(), z3950.initTimeout(), z3950.idleTimeout()));
  }

  /** What opens that of NCIP without HTTP; null where it is not configured. */
  @Nullable Supplier<TcpListener> ncip(
      NcipResponder responder,
      NcipLogins logins,
      Configuration.Ncip ncip,
      Configuration.@Nullable Tls tls) {
    var tcp = ncip.tcp();
    return tcp == null
        ? null
        : () ->
            new TcpListener(
                "NCIP",
                tcp.host(),
                tcp.port(),
                Admission.ofAll(
                    tls == null || !tcp.tls()
                        ? null
                        : RenewableTls.ofAll(() ->
                            tls(
                                tls,
                                b -> Sip2Listeners.ask(b, tcp.clients(), ClientAuth.OPTIONAL),
                                Sip2Listeners.PROTOCOLS)),
                    Sip2Listeners.refusals(metrics, "ncip")),
                caller ->
                    new NcipConversation(
                        responder,
                        logins.login(caller.peer()),
                        NcipLogins.admits(caller.peer()),
                        ncip.messageLimit(),
                        tcp.messageLimitBeforeLogin()),
                new TcpLimits(tcp.maxConnections(), tcp.loginTimeout(), tcp.idleTimeout()));
  }
}
