package org.samling.server.tcp;

import io.netty.handler.ssl.SslContext;
import io.netty.util.Mapping;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.library.network.AddressRange;

/**
 * Who may connect to a listener, and how.
 *
 * @param tls maps the requested host name, or null for none, to a certificate; itself null where
 *     connections are not encrypted
 * @param proxies the networks of the proxies, which begin each connection with a PROXY header; null
 *     where there are none and no header is expected
 * @param allow the networks that may connect; empty for all
 * @param connectionsPerAddress the most connections from one address
 * @param refusals logs and counts refused connections
 */
public record Admission(
    @Nullable Mapping<String, SslContext> tls,
    @Nullable List<AddressRange> proxies,
    List<AddressRange> allow,
    int connectionsPerAddress,
    Refusals refusals) {

  /**
   * Admits everybody, from everywhere.
   *
   * @param tls the certificate, or null where connections are not encrypted
   * @param refusals logs and counts refused connections all the same
   */
  public static Admission ofAll(@Nullable Mapping<String, SslContext> tls, Refusals refusals) {
    return new Admission(tls, null, List.of(), Integer.MAX_VALUE, refusals);
  }
}
