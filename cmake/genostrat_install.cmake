# SPDX-License-Identifier: MIT
include(CMakePackageConfigHelpers)

install(TARGETS genostrat EXPORT genostrat_targets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
    FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS genostrat_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/genostrat)
install(EXPORT genostrat_targets NAMESPACE genostrat:: DESTINATION ${package_dir})
configure_package_config_file(cmake/genostrat-config.cmake.in
    "${PROJECT_BINARY_DIR}/genostrat-config.cmake" INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file("${PROJECT_BINARY_DIR}/genostrat-config-version.cmake"
    COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/genostrat-config.cmake"
    "${PROJECT_BINARY_DIR}/genostrat-config-version.cmake" cmake/FindHTSlib.cmake
    DESTINATION ${package_dir})
# Relative, so that an installed tree may be moved.
file(RELATIVE_PATH pc_to_prefix "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/prefix")
if(libzstd_FOUND)
    set(pc_zstd "-lzstd ")
endif()
configure_file(cmake/genostrat.pc.in "${PROJECT_BINARY_DIR}/genostrat.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/genostrat.pc"
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
if(EXISTS "${PROJECT_SOURCE_DIR}/pipelines")
    install(DIRECTORY pipelines/ DESTINATION ${CMAKE_INSTALL_DATADIR}/genostrat/pipelines
        FILES_MATCHING PATTERN "*.yaml")
endif()

# Man pages and shell completion are what the program prints.
set(share_folder ${CMAKE_INSTALL_DATAROOTDIR})
configure_file(cmake/install_pages.cmake.in "${PROJECT_BINARY_DIR}/install_pages.cmake.in" @ONLY)
file(GENERATE OUTPUT "${PROJECT_BINARY_DIR}/install_pages.cmake"
    INPUT "${PROJECT_BINARY_DIR}/install_pages.cmake.in")
install(SCRIPT "${PROJECT_BINARY_DIR}/install_pages.cmake")
