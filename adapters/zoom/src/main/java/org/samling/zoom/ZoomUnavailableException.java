package org.samling.zoom;

/** libyaz is not on this machine, or is not one that can be used. */
public final class ZoomUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ZoomUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
