package org.samling.server.tcp;

import io.netty.handler.ssl.SslContext;
import io.netty.util.Mapping;
import java.util.function.Supplier;

/**
 * Certificates by the names that clients ask for, which can be read again while connections last:
 * those that come later get the new ones.
 *
 * <p>Safe for use by many threads.
 */
public final class RenewableTls implements Mapping<String, SslContext> {

  private final Supplier<Mapping<String, SslContext>> files;
  private volatile Mapping<String, SslContext> now;

  /**
   * Reads them.
   *
   * @param files reads the files
   * @throws IllegalStateException as that does
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
   * Reads them again; where that fails, those that were read before stay.
   *
   * @throws IllegalStateException as reading them does
   */
  public void renew() {
    now = files.get();
  }
}
