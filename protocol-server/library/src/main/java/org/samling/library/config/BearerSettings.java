package org.samling.library.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Whose bearer tokens identify a machine.
 *
 * @param issuer who signs them
 * @param audience the audience: the issuer's name for this server
 * @param keys where the issuer's key set is
 * @param claim the claim that names the machine
 * @param accounts the accounts of machines whose names differ from their accounts' names
 * @param skew how far the clocks may differ
 */
public record BearerSettings(
    String issuer,
    String audience,
    Keys keys,
    String claim,
    Map<String, String> accounts,
    Duration skew) {

  /** Copies the accounts. */
  public BearerSettings {
    accounts = Map.copyOf(accounts);
  }

  /** Where a key set is (RFC 7517, section 5). */
  public sealed interface Keys {}

  /** In a file. */
  public record InFile(Path file) implements Keys {}

  /** At an address. */
  public record AtAddress(URI address) implements Keys {}
}
