/**
 * The library itself, without any protocol and without any database: what it decides, and the ports
 * that adapters fill.
 *
 * <p>This package holds what all of it shares. The core imports the JDK and JSpecify only.
 */
@NullMarked
package org.samling.core;

import org.jspecify.annotations.NullMarked;
