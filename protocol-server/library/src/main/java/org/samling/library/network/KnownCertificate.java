package org.samling.library.network;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * A client certificate that is known: by its SHA-256 fingerprint, which identifies this certificate
 * and no other, or by its subject (RFC 4514) or a subject alternative name (RFC 5280, section
 * 4.2.1.6), which stay the same when it is renewed.
 *
 * @param fingerprint 64 hexadecimal digits in lower case, or null
 * @param subject the subject, or null
 * @param name a DNS name in lower case, or null
 */
public record KnownCertificate(
    @Nullable String fingerprint, @Nullable X500Principal subject, @Nullable String name) {

  private static final String DNS = "DNS:";

  /** The type number of DNS names among subject alternative names. */
  private static final Integer DNS_NAME = 2;

  /**
   * Reads what identifies a certificate, as {@code openssl x509 -noout -fingerprint -sha256} or
   * {@code -subject -nameopt RFC2253} prints it after the "=", or {@code DNS:} and a name from
   * {@code -ext subjectAltName}.
   *
   * @throws IllegalArgumentException when it is none of them; the message says so
   */
  public static KnownCertificate parse(String text) {
    var digits = text.replace(":", "").toLowerCase(Locale.ROOT);
    if (digits.matches("[0-9a-f]{64}")) {
      return new KnownCertificate(digits, null, null);
    }
    if (text.startsWith(DNS) && text.length() > DNS.length()) {
      return new KnownCertificate(
          null, null, text.substring(DNS.length()).toLowerCase(Locale.ROOT));
    }
    try {
      return new KnownCertificate(null, new X500Principal(text), null);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(
          "must be a SHA-256 fingerprint (64 hexadecimal digits), a subject such as"
              + " \"CN=door-1,O=Solbæk\" or a name such as \"DNS:door-1.example.org\", not \"%s\""
                  .formatted(text));
    }
  }

  /** Whether a certificate is this one. */
  public boolean matches(@Nullable X509Certificate certificate) {
    if (certificate == null) {
      return false;
    }
    if (name != null) {
      return names(certificate).anyMatch(name::equals);
    }
    return fingerprint == null
        ? certificate.getSubjectX500Principal().equals(subject)
        : fingerprint.equals(fingerprint(certificate));
  }

  private static Stream<String> names(X509Certificate certificate) {
    try {
      var names = certificate.getSubjectAlternativeNames();
      return names == null
          ? Stream.of()
          : names.stream()
              .filter(name -> DNS_NAME.equals(name.get(0)))
              .map(name -> name.get(1).toString().toLowerCase(Locale.ROOT));
    } catch (CertificateParsingException _) {
      return Stream.of();
    }
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
