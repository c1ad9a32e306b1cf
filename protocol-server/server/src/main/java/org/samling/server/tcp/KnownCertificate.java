package org.samling.server.tcp;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * A client certificate that is known: by its SHA-256 fingerprint, which is this certificate and no
 * other, or by its subject (RFC 4514), which stays when it is renewed.
 *
 * @param fingerprint 64 hexadecimal digits in small letters, or null
 * @param subject the subject, or null
 */
public record KnownCertificate(@Nullable String fingerprint, @Nullable X500Principal subject) {

  /**
   * Reads what names a certificate, as {@code openssl x509 -noout -fingerprint -sha256} or {@code
   * -subject -nameopt RFC2253} shows it after the "=".
   *
   * @throws IllegalArgumentException when it is neither; the message says so
   */
  public static KnownCertificate parse(String text) {
    var digits = text.replace(":", "").toLowerCase(Locale.ROOT);
    if (digits.matches("[0-9a-f]{64}")) {
      return new KnownCertificate(digits, null);
    }
    try {
      return new KnownCertificate(null, new X500Principal(text));
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(
          "must be a SHA-256 fingerprint (64 hexadecimal digits) or a subject such as"
              + " \"CN=door-1,O=Solbæk\", not \"%s\"".formatted(text));
    }
  }

  /** Whether a certificate is this one. */
  public boolean matches(@Nullable X509Certificate certificate) {
    if (certificate == null) {
      return false;
    }
    return fingerprint == null
        ? certificate.getSubjectX500Principal().equals(subject)
        : fingerprint.equals(fingerprint(certificate));
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
