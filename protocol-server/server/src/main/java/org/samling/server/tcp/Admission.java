package org.samling.server.tcp;

import io.netty.handler.ssl.SslContext;
import io.netty.util.Mapping;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.library.network.AddressRange;

/**
 * Who may connect to a listener, and how.
 *
 * @param tls the certificate for the host name that is asked for, or for null; null as a whole
 *     where connections are not encrypted
 * @param proxies the networks of the proxies, which begin each connection with a PROXY header; null
 *     where there are none and no header is to come
 * @param allow the networks that may connect; empty for all
 * @param connectionsPerAddress how many connections there may be of one address
 * @param refusals is told who was not let in
 */
public record Admission(
    @Nullable Mapping<String, SslContext> tls,
    @Nullable List<AddressRange> proxies,
    List<AddressRange> allow,
    int connectionsPerAddress,
    Refusals refusals) {

  /**
   * Everybody, from everywhere.
   *
   * @param tls encrypts the connections, or null where they are not encrypted
   * @param refusals is told who was not let in all the same
   */
  public static Admission ofAll(@Nullable Mapping<String, SslContext> tls, Refusals refusals) {
    return new Admission(tls, null, List.of(), Integer.MAX_VALUE, refusals);
  }
}
