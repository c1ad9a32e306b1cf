package org.samling.server.tcp;

import io.netty.handler.ssl.SslContext;
import io.netty.util.Mapping;
import java.util.function.Supplier;

/**
 * Certificates by the requested host name, which can be read again while connections are open:
 * later connections get the new ones.
 *
 * <p>Safe for use by many threads.
 */
public final class RenewableTls implements Mapping<String, SslContext> {

  private final Supplier<Mapping<String, SslContext>> files;
  private volatile Mapping<String, SslContext> now;

  /**
   * Reads the certificates.
   *
   * @param files reads the files
   * @throws IllegalStateException as reading them does
   */
  public RenewableTls(Supplier<Mapping<String, SslContext>> files) {
    this.files = files;
    this.now = files.get();
  }

  /** The same certificate under every name. */
  public static RenewableTls ofAll(Supplier<SslContext> file) {
    return new RenewableTls(() -> {
      var context = file.get();
      return _ -> context;
    });
  }

  @Override
  public SslContext map(String name) {
    return now.map(name);
  }

  /**
   * Reads them again; where that fails, the former ones stay.
   *
   * @throws IllegalStateException as reading them does
   */
  public void renew() {
    now = files.get();
  }
}
