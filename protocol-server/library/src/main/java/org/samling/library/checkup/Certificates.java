package org.samling.library.checkup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Certificates and keys in PEM files. */
final class Certificates {

  private static final Duration SOON = Duration.ofDays(30);

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private Certificates() {}

  /**
   * Looks at a file of certificates.
   *
   * @param place where it is named
   */
  static Finding look(String place, Path file) {
    try {
      return expiry(place + ": " + file, read(file).getFirst());
    } catch (IOException | GeneralSecurityException e) {
      return Finding.fail(
          "%s: %s has no certificate that can be read: %s".formatted(place, file, e.getMessage()),
          "Put a certificate in PEM there (-----BEGIN CERTIFICATE-----).");
    }
  }

  /** Looks at a certificate and its key. */
  static Finding look(String place, Path file, Path key) {
    var found = look(place, file);
    if (found.level() == Finding.Level.FAIL) {
      return found;
    }
    try {
      var certificate = read(file).getFirst();
      return belong(certificate.getPublicKey(), key(key, certificate.getPublicKey()))
          ? found
          : Finding.fail(
              "%s: the key %s is not that of the certificate %s".formatted(place, key, file),
              "Put the server's own certificate first in the file, and give the private key that belongs to it.");
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      return Finding.fail(
          "%s: the key %s can't be read: %s".formatted(place, key, e.getMessage()),
          "It must be PKCS#8 without a password: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
    }
  }

  /** How long a certificate is still good for. */
  static Finding expiry(String what, X509Certificate certificate) {
    var until = certificate.getNotAfter().toInstant();
    var now = Instant.now();
    var says =
        "%s: %s, until %s"
            .formatted(
                what,
                certificate.getSubjectX500Principal().getName(),
                until.truncatedTo(ChronoUnit.SECONDS));
    if (until.isBefore(now) || certificate.getNotBefore().toInstant().isAfter(now)) {
      return Finding.fail(
          says + ": it is not valid now",
          "Replace it and its key; a running server picks up the new one by itself.");
    }
    return until.isBefore(now.plus(SOON))
        ? Finding.warn(
            says + ": %d days".formatted(Duration.between(now, until).toDays()),
            "Renew it in time; a running server picks up the new one by itself.")
        : Finding.ok(says);
  }

  private static List<X509Certificate> read(Path file) throws IOException, CertificateException {
    try (var in = Files.newInputStream(file)) {
      var found =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (found.isEmpty()) {
        throw new CertificateException("it contains none");
      }
      return found;
    }
  }

  private static PrivateKey key(Path file, PublicKey of)
      throws IOException, GeneralSecurityException {
    var found = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!found.find()) {
      throw new GeneralSecurityException("there is no -----BEGIN PRIVATE KEY----- in it");
    }
    return KeyFactory.getInstance(of.getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1))));
  }

  private static boolean belong(PublicKey open, PrivateKey secret) throws GeneralSecurityException {
    var algorithm =
        switch (open.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> open.getAlgorithm();
        };
    var something = new byte[32];
    var signature = Signature.getInstance(algorithm);
    signature.initSign(secret);
    signature.update(something);
    var signed = signature.sign();
    signature.initVerify(open);
    signature.update(something);
    return signature.verify(signed);
  }
}
