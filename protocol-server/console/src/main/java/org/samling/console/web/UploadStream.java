package org.samling.console.web;

import java.io.InputStream;

/**
 * A file that a form brings, while it arrives: nothing of it is kept that is not read.
 *
 * @param name what it is called where it comes from, without directories
 * @param in its bytes; reading throws {@link java.io.InterruptedIOException} when it takes too
 *     long, and another {@link java.io.IOException} when it breaks off
 */
public record UploadStream(String name, InputStream in) {}
