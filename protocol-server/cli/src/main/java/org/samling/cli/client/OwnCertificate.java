package org.samling.cli.client;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the one certificate that the server of this machine shows, whoever issued it and whatever
 * host it names: the server is asked by its loopback address.
 */
final class OwnCertificate extends X509ExtendedTrustManager {

  private final Certificate own;

  private OwnCertificate(Certificate own) {
    this.own = own;
  }

  /**
   * TLS that trusts a certificate.
   *
   * @throws IllegalStateException when the file can't be read
   */
  static SSLContext trusting(Path file) {
    try (var pem = Files.newInputStream(file)) {
      var own = CertificateFactory.getInstance("X.509").generateCertificate(pem);
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new OwnCertificate(own)}, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the certificate %s can't be read".formatted(file), e);
    }
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    if (!own.equals(chain[0])) {
      throw new CertificateException("this is not the certificate of this machine's server");
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("no clients here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("no clients here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("no clients here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
