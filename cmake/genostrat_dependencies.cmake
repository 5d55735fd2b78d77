# SPDX-License-Identifier: MIT
# Everything comes from the system (Debian package names in the README); nothing is fetched.
find_package(HTSlib REQUIRED)
find_package(TBB REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(ZLIB REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(libdeflate REQUIRED IMPORTED_TARGET libdeflate)
find_library(TOMLPLUSPLUS_LIBRARY tomlplusplus REQUIRED)
find_library(BIGWIG_LIBRARY BigWig REQUIRED)
# Without it BGEN files and tables compressed with zstd are refused, by name.
pkg_check_modules(libzstd IMPORTED_TARGET libzstd)

# What the implementation needs and no public header shows.
add_library(genostrat_private_dependencies INTERFACE)
target_link_libraries(genostrat_private_dependencies INTERFACE
    Eigen3::Eigen ZLIB::ZLIB PkgConfig::libdeflate fmt::fmt yaml-cpp
    nlohmann_json::nlohmann_json CLI11::CLI11 ${TOMLPLUSPLUS_LIBRARY}
    ${BIGWIG_LIBRARY})
if(libzstd_FOUND)
    target_link_libraries(genostrat_private_dependencies INTERFACE PkgConfig::libzstd)
endif()
