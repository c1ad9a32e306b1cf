/**
 * Interlibrary requests: orders of loans and copies between libraries, their states, and the ports
 * that store them. Imports nothing but the JDK, JSpecify and the core.
 */
@NullMarked
package org.samling.core.ill;

import org.jspecify.annotations.NullMarked;
