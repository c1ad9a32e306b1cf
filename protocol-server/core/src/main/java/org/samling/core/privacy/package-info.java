/**
 * Personal data: retention, the access log, export and erasure.
 *
 * <p>Imports nothing but the core.
 */
@NullMarked
package org.samling.core.privacy;

import org.jspecify.annotations.NullMarked;
