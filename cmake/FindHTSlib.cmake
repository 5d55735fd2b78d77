# SPDX-License-Identifier: MIT
# Finds HTSlib and defines HTSlib::HTSlib. HTSlib ships a pkg-config file, no CMake package.
find_package(PkgConfig QUIET)
if(PKG_CONFIG_FOUND)
    pkg_check_modules(PC_HTSlib QUIET htslib)
endif()
find_path(HTSlib_INCLUDE_DIR NAMES htslib/vcf.h HINTS ${PC_HTSlib_INCLUDE_DIRS})
find_library(HTSlib_LIBRARY NAMES hts HINTS ${PC_HTSlib_LIBRARY_DIRS})
set(HTSlib_VERSION ${PC_HTSlib_VERSION})
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(HTSlib
    REQUIRED_VARS HTSlib_LIBRARY HTSlib_INCLUDE_DIR
    VERSION_VAR HTSlib_VERSION)
if(HTSlib_FOUND AND NOT TARGET HTSlib::HTSlib)
    add_library(HTSlib::HTSlib UNKNOWN IMPORTED)
    set_target_properties(HTSlib::HTSlib PROPERTIES
        IMPORTED_LOCATION "${HTSlib_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES "${HTSlib_INCLUDE_DIR}")
endif()
mark_as_advanced(HTSlib_INCLUDE_DIR HTSlib_LIBRARY)
