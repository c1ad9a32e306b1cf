@NullMarked
package org.samling.operations.classes;

import org.jspecify.annotations.NullMarked;
