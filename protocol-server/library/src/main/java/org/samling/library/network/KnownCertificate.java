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
 */
public sealed interface KnownCertificate {

  /** Whether a certificate is this one. */
  boolean matches(@Nullable X509Certificate certificate);

  /**
   * A certificate by its fingerprint.
   *
   * @param digits 64 hexadecimal digits in lower case
   */
  record ByFingerprint(String digits) implements KnownCertificate {

    @Override
    public boolean matches(@Nullable X509Certificate certificate) {
      return certificate != null && digits.equals(fingerprint(certificate));
    }
  }

  /** A certificate by its subject. */
  record BySubject(X500Principal subject) implements KnownCertificate {

    @Override
    public boolean matches(@Nullable X509Certificate certificate) {
      return certificate != null && certificate.getSubjectX500Principal().equals(subject);
    }
  }

  /**
   * A certificate by a subject alternative name.
   *
   * @param dns a DNS name in lower case
   */
  record ByName(String dns) implements KnownCertificate {

    @Override
    public boolean matches(@Nullable X509Certificate certificate) {
      return certificate != null && names(certificate).anyMatch(dns::equals);
    }
  }

  /**
   * Reads what identifies a certificate, as {@code openssl x509 -noout -fingerprint -sha256} or
   * {@code -subject -nameopt RFC2253} prints it after the "=", or {@code DNS:} and a name from
   * {@code -ext subjectAltName}.
   *
   * @throws IllegalArgumentException when it is none of them; the message says so
   */
  static KnownCertificate parse(String text) {
    var digits = text.replace(":", "").toLowerCase(Locale.ROOT);
    if (digits.matches("[0-9a-f]{64}")) {
      return new ByFingerprint(digits);
    }
    if (text.startsWith("DNS:") && text.length() > "DNS:".length()) {
      return new ByName(text.substring("DNS:".length()).toLowerCase(Locale.ROOT));
    }
    try {
      return new BySubject(new X500Principal(text));
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(
          "must be a SHA-256 fingerprint (64 hexadecimal digits), a subject such as"
              + " \"CN=door-1,O=Solbæk\" or a name such as \"DNS:door-1.example.org\", not \"%s\""
                  .formatted(text));
    }
  }

  private static Stream<String> names(X509Certificate certificate) {
    try {
      var names = certificate.getSubjectAlternativeNames();
      return names == null
          ? Stream.of()
          : names.stream()
              .filter(name -> Integer.valueOf(2).equals(name.get(0))) // 2: dNSName
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
